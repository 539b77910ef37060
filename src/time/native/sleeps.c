/* Calls that sleep or wait for a signal. */
#define _GNU_SOURCE
#include "waits.h"

#include <errno.h>

static int call_nanosleep(void *unused, const struct timespec *timeout) {
  (void)unused;
  return LIBC(nanosleep)(timeout, NULL);
}

/* Returns an error number, as clock_nanosleep does; if a signal ended the sleep, `rest` receives the remaining time. */
static int sleep_for(int64_t ns, struct timespec *rest) {
  int64_t until = rest ? virtual_now(false) + ns : 0;
  if (wait_for(ns, call_nanosleep, NULL) == 0) return 0;
  int error = errno;
  if (rest) *rest = timespec_of(until - virtual_now(false));
  return error;
}

EXPORT int clock_nanosleep(clockid_t clock, int flags, const struct timespec *t, struct timespec *rest) {
  if (!is_virtual() || !(is_wall_clock(clock) || is_monotonic_clock(clock)) || !is_time(t))
    return LIBC(clock_nanosleep)(clock, flags, t, rest);
  if (!(flags & TIMER_ABSTIME)) return sleep_for(ns_of(t), rest);
  int64_t ns = ns_of(t) - virtual_now(is_wall_clock(clock));
  return ns <= 0 ? 0 : sleep_for(ns, NULL);
}

EXPORT int nanosleep(const struct timespec *t, struct timespec *rest) {
  if (!is_virtual() || !is_time(t)) return LIBC(nanosleep)(t, rest);
  int error = sleep_for(ns_of(t), rest);
  if (error) errno = error;
  return error ? -1 : 0;
}

EXPORT int usleep(useconds_t us) {
  struct timespec t = timespec_of((int64_t)us * NS_PER_US);
  return nanosleep(&t, NULL);
}

EXPORT unsigned sleep(unsigned s) {
  struct timespec t = { s, 0 }, rest;
  return nanosleep(&t, &rest) ? (unsigned)rest.tv_sec + (rest.tv_nsec >= NS_PER_S / 2) : 0;
}

struct awaited { const sigset_t *signals; siginfo_t *info; };

static int call_sigtimedwait(void *arguments, const struct timespec *timeout) {
  struct awaited *a = arguments;
  int signal = LIBC(sigtimedwait)(a->signals, a->info, timeout);
  return signal < 0 && errno == EAGAIN ? 0 : signal;
}

EXPORT int sigtimedwait(const sigset_t *restrict signals, siginfo_t *restrict info, const struct timespec *restrict timeout) {
  if (!is_virtual() || (timeout && !is_time(timeout))) return LIBC(sigtimedwait)(signals, info, timeout);
  int signal = wait_for(ns_or_for_ever(timeout), call_sigtimedwait, &(struct awaited){ signals, info });
  if (signal == 0) errno = EAGAIN;
  return signal == 0 ? -1 : signal;
}
