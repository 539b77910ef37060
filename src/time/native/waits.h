/* Shared by all calls that wait with a time-out. */
#ifndef LONGHAUL_WAITS_H
#define LONGHAUL_WAITS_H

#include "page.h"

/* One wait of the C library; `timeout` is real and relative, NULL for no limit. Returns 0 when it timed out. */
typedef int wait_call(void *arguments, const struct timespec *timeout);

/* Waits at most `ns` virtual ns; negative means without limit, 0 means not at all. */
int wait_for(int64_t ns, wait_call *call, void *arguments);

static inline int64_t ns_or_for_ever(const struct timespec *t) { return t ? ns_of(t) : -1; }

/* One wait of the C library until a real `deadline` on the wall or monotonic clock. Returns an error number. */
typedef int deadline_call(void *arguments, const struct timespec *deadline);

/* Waits until a virtual moment on the wall or monotonic clock. */
int wait_until(const struct timespec *moment, bool wall, deadline_call *call, void *arguments);

/* Re-arms this process's timerfds if a segment has begun since they were set. Returns whether any are pending. */
bool rearm_timers(void);

#endif
