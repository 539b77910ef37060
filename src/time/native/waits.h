/* What the calls that wait at most for a time have in common. */
#ifndef LONGHAUL_WAITS_H
#define LONGHAUL_WAITS_H

#include "page.h"

/* One wait of the C library's; `timeout` is real and relative, or NULL for ever. 0 says that its time is over. */
typedef int wait_call(void *arguments, const struct timespec *timeout);

/* Waits at most `ns` virtual ns; less than 0 is for ever, 0 not at all. */
int wait_for(int64_t ns, wait_call *call, void *arguments);

/* One wait of the C library's; `deadline` is real, on the wall clock or the monotonic one. Gives an error number. */
typedef int deadline_call(void *arguments, const struct timespec *deadline);

/* Waits until a virtual moment, which is about the wall clock or the monotonic one. */
int wait_until(const struct timespec *moment, bool wall, deadline_call *call, void *arguments);

/* Arms this process's timerfds anew if the factor has changed since they were set. */
void rearm_timers(void);

#endif
