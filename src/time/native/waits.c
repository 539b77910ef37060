/* Waits for descriptors, and sleeping. */
#define _GNU_SOURCE
#include "waits.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif
/* The kernel's own signal sets have 64 signals. */
#define KERNEL_SIGSET_BYTES 8

int wait_for(int64_t ns, wait_call *call, void *arguments) {
  rearm_timers();
  if (ns < 0) return call(arguments, NULL);
  if (ns == 0) {
    struct timespec none = { 0, 0 };
    return call(arguments, &none);
  }
  int64_t until = virtual_now(false) + ns;
  for (;;) {
    int64_t real = real_until(until, false);
    struct timespec timeout = timespec_of(real);
    int result = call(arguments, &timeout);
    if (result != 0) return result;
    /* Over, if the factor has not risen and the clock has not stood still meanwhile. */
    if (real_until(until, false) == 0) {
      count_wakeup(until, false);
      return 0;
    }
    rearm_timers();
  }
}

static int64_t ns_of_ms(int ms) { return ms < 0 ? -1 : ms * NS_PER_MS; }
static int64_t ns_or_for_ever(const struct timespec *t) { return t ? ns_of(t) : -1; }

struct polled { struct pollfd *fds; nfds_t count; const sigset_t *mask; };

static int call_ppoll(void *arguments, const struct timespec *timeout) {
  struct polled *a = arguments;
  return LIBC(ppoll)(a->fds, a->count, timeout, a->mask);
}

EXPORT int poll(struct pollfd *fds, nfds_t count, int ms) {
  if (!is_virtual()) return LIBC(poll)(fds, count, ms);
  return wait_for(ns_of_ms(ms), call_ppoll, &(struct polled){ fds, count, NULL });
}

EXPORT int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
  if (!is_virtual()) return LIBC(ppoll)(fds, count, timeout, mask);
  return wait_for(ns_or_for_ever(timeout), call_ppoll, &(struct polled){ fds, count, mask });
}

/* What calls become in programs built with _FORTIFY_SOURCE. */
EXPORT int __poll_chk(struct pollfd *fds, nfds_t count, int ms, size_t bytes) {
  if (bytes / sizeof *fds < count) __builtin_trap();
  return poll(fds, count, ms);
}

EXPORT int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t bytes) {
  if (bytes / sizeof *fds < count) __builtin_trap();
  return ppoll(fds, count, timeout, mask);
}

struct selected { int count; fd_set *sets[3]; fd_set asked[3]; const sigset_t *mask; };

static int call_pselect(void *arguments, const struct timespec *timeout) {
  struct selected *a = arguments;
  for (int i = 0; i < 3; i++)
    if (a->sets[i]) *a->sets[i] = a->asked[i];
  return LIBC(pselect)(a->count, a->sets[0], a->sets[1], a->sets[2], timeout, a->mask);
}

EXPORT int pselect(int count, fd_set *restrict in, fd_set *restrict out, fd_set *restrict odd,
                   const struct timespec *restrict timeout, const sigset_t *restrict mask) {
  if (!is_virtual()) return LIBC(pselect)(count, in, out, odd, timeout, mask);
  struct selected a = { .count = count, .sets = { in, out, odd }, .mask = mask };
  for (int i = 0; i < 3; i++)
    if (a.sets[i]) a.asked[i] = *a.sets[i];
  return wait_for(ns_or_for_ever(timeout), call_pselect, &a);
}

EXPORT int select(int count, fd_set *restrict in, fd_set *restrict out, fd_set *restrict odd, struct timeval *restrict timeout) {
  if (!is_virtual()) return LIBC(select)(count, in, out, odd, timeout);
  struct timespec t;
  if (timeout) t = (struct timespec){ timeout->tv_sec, timeout->tv_usec * NS_PER_US };
  int64_t until = timeout ? virtual_now(false) + ns_of(&t) : 0;
  int result = pselect(count, in, out, odd, timeout ? &t : NULL, NULL);
  if (timeout) {
    /* Linux leaves there what is left of the time. */
    struct timespec left = timespec_of(until - virtual_now(false));
    *timeout = (struct timeval){ left.tv_sec, left.tv_nsec / NS_PER_US };
  }
  return result;
}

struct epolled { int fd; struct epoll_event *events; int most; const sigset_t *mask; };

static int call_epoll(void *arguments, const struct timespec *timeout) {
  struct epolled *a = arguments;
  static _Atomic bool lacks_pwait2;
  if (!lacks_pwait2) {
    int result = LIBC(syscall)(SYS_epoll_pwait2, a->fd, a->events, a->most, timeout, a->mask, KERNEL_SIGSET_BYTES);
    if (result >= 0 || errno != ENOSYS) return result;
    lacks_pwait2 = true; /* Linux before 5.11 */
  }
  int64_t ms = timeout ? (ns_of(timeout) + NS_PER_MS - 1) / NS_PER_MS : -1;
  return LIBC(epoll_pwait)(a->fd, a->events, a->most, ms > INT32_MAX ? INT32_MAX : (int)ms, a->mask);
}

EXPORT int epoll_pwait(int fd, struct epoll_event *events, int most, int ms, const sigset_t *mask) {
  if (!is_virtual()) return LIBC(epoll_pwait)(fd, events, most, ms, mask);
  return wait_for(ns_of_ms(ms), call_epoll, &(struct epolled){ fd, events, most, mask });
}

EXPORT int epoll_wait(int fd, struct epoll_event *events, int most, int ms) {
  if (!is_virtual()) return LIBC(epoll_wait)(fd, events, most, ms);
  return epoll_pwait(fd, events, most, ms, NULL);
}

EXPORT int epoll_pwait2(int fd, struct epoll_event *events, int most, const struct timespec *timeout, const sigset_t *mask) {
  int64_t ns = ns_or_for_ever(timeout);
  struct epolled a = { fd, events, most, mask };
  return is_virtual() ? wait_for(ns, call_epoll, &a) : call_epoll(&a, timeout);
}

static int call_nanosleep(void *unused, const struct timespec *timeout) {
  (void)unused;
  return LIBC(nanosleep)(timeout, NULL);
}

/* Gives an error number, as clock_nanosleep does; what is left of the sleep goes to `rest` when a signal ended it. */
static int sleep_until(int64_t until, bool wall, struct timespec *rest) {
  int64_t ns = until - virtual_now(wall);
  if (ns <= 0) return 0;
  int64_t monotonic_until = virtual_now(false) + ns;
  if (wait_for(ns, call_nanosleep, NULL) == 0) return 0;
  if (rest) *rest = timespec_of(monotonic_until - virtual_now(false));
  return errno;
}

static bool is_time(const struct timespec *t) { return t->tv_sec >= 0 && t->tv_nsec >= 0 && t->tv_nsec < NS_PER_S; }

EXPORT int clock_nanosleep(clockid_t clock, int flags, const struct timespec *t, struct timespec *rest) {
  if (!is_virtual() || !(is_wall_clock(clock) || is_monotonic_clock(clock)) || !is_time(t))
    return LIBC(clock_nanosleep)(clock, flags, t, rest);
  bool wall = is_wall_clock(clock), absolute = flags & TIMER_ABSTIME;
  return sleep_until(absolute ? ns_of(t) : virtual_now(wall) + ns_of(t), wall, absolute ? NULL : rest);
}

EXPORT int nanosleep(const struct timespec *t, struct timespec *rest) {
  if (!is_virtual() || !is_time(t)) return LIBC(nanosleep)(t, rest);
  int error = sleep_until(virtual_now(false) + ns_of(t), false, rest);
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
