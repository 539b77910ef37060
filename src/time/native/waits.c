/* Calls that wait for descriptors. */
#define _GNU_SOURCE
#include "waits.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>

#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif
/* The kernel's own signal sets have 64 signals. */
#define KERNEL_SIGSET_BYTES 8
/* Highest descriptor that a repeated select looks at: its sets must fit on the stack. */
#define MOST_SELECTED 65536

static int wait_once(int64_t real, wait_call *call, void *arguments) {
  struct timespec timeout = timespec_of(real);
  return call(arguments, real == INT64_MAX ? NULL : &timeout);
}

/* Even a wait without limit wakes now and then while timerfds are pending: they were armed with the factor of that time. */
static int64_t until_rearming(int64_t real) {
  return rearm_timers() && real > LOOK_AGAIN_NS ? LOOK_AGAIN_NS : real;
}

static int wait_for_ever(wait_call *call, void *arguments) {
  int result;
  do result = wait_once(until_rearming(INT64_MAX), call, arguments);
  while (result == 0);
  return result;
}

int wait_for(int64_t ns, wait_call *call, void *arguments) {
  if (ns == 0) return wait_once(until_rearming(0), call, arguments);
  if (ns < 0) return wait_for_ever(call, arguments);
  struct look l = look_at_page();
  int64_t until = monotonic_at(&l) + ns, real = until_rearming(real_after(&l, ns));
  int result = wait_once(real, call, arguments);
  if (result == 0 && real >= ns && ran_undisturbed(&l, real)) return 0;
  /* The wait is over unless the factor rose or the clock stood still meanwhile. */
  while (result == 0 && !has_come(until, false))
    result = wait_once(until_rearming(real_until(until, false)), call, arguments);
  return result;
}

static int64_t ns_of_ms(int ms) { return ms < 0 ? -1 : ms * NS_PER_MS; }

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
  if (!is_virtual() || (timeout && !is_time(timeout))) return LIBC(ppoll)(fds, count, timeout, mask);
  return wait_for(ns_or_for_ever(timeout), call_ppoll, &(struct polled){ fds, count, mask });
}

/* Entry points that _FORTIFY_SOURCE substitutes for poll and ppoll. */
EXPORT int __poll_chk(struct pollfd *fds, nfds_t count, int ms, size_t bytes) {
  if (bytes / sizeof *fds < count) __builtin_trap();
  return poll(fds, count, ms);
}

EXPORT int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t bytes) {
  if (bytes / sizeof *fds < count) __builtin_trap();
  return ppoll(fds, count, timeout, mask);
}

/* Sets are as long as `count` needs, in whole longs: shorter than an fd_set (as Perl allocates) or longer (above 1024). */
struct selected { int count; fd_set *sets[3]; const char *asked[3]; size_t bytes; const sigset_t *mask; };

static int call_pselect(void *arguments, const struct timespec *timeout) {
  struct selected *a = arguments;
  for (int i = 0; i < 3; i++)
    if (a->sets[i]) memcpy(a->sets[i], a->asked[i], a->bytes);
  return LIBC(pselect)(a->count, a->sets[0], a->sets[1], a->sets[2], timeout, a->mask);
}

EXPORT int pselect(int count, fd_set *restrict in, fd_set *restrict out, fd_set *restrict odd,
                   const struct timespec *restrict timeout, const sigset_t *restrict mask) {
  if (!is_virtual() || count < 0 || (timeout && !is_time(timeout))) return LIBC(pselect)(count, in, out, odd, timeout, mask);
  int looked_at = count < MOST_SELECTED ? count : MOST_SELECTED;
  size_t bytes = (looked_at + 63) / 64 * sizeof(long);
  struct selected a = { .count = count, .sets = { in, out, odd }, .bytes = bytes, .mask = mask };
  char asked[3][bytes ? bytes : 1];
  for (int i = 0; i < 3; i++) {
    a.asked[i] = asked[i];
    if (a.sets[i]) memcpy(asked[i], a.sets[i], bytes);
  }
  return wait_for(ns_or_for_ever(timeout), call_pselect, &a);
}

EXPORT int select(int count, fd_set *restrict in, fd_set *restrict out, fd_set *restrict odd, struct timeval *restrict timeout) {
  if (!is_virtual() || (timeout && (timeout->tv_sec < 0 || timeout->tv_usec < 0)))
    return LIBC(select)(count, in, out, odd, timeout);
  if (!timeout) return pselect(count, in, out, odd, NULL, NULL);
  /* The kernel accepts more than a million microseconds here and carries them over. */
  struct timespec asked = { timeout->tv_sec, 0 };
  struct timespec t = timespec_of(ns_of(&asked) + timeout->tv_usec * NS_PER_US);
  int64_t until = virtual_now(false) + ns_of(&t);
  int result = pselect(count, in, out, odd, &t, NULL);
  /* Linux writes the remaining time back. */
  struct timespec left = timespec_of(until - virtual_now(false));
  *timeout = (struct timeval){ left.tv_sec, left.tv_nsec / NS_PER_US };
  return result;
}

struct epolled { int fd; struct epoll_event *events; int most; const sigset_t *mask; };

/* Uses epoll_pwait, which every sandbox allows (Chromium kills a process for epoll_pwait2): rounded up to whole real ms. */
static int call_epoll(void *arguments, const struct timespec *timeout) {
  struct epolled *a = arguments;
  int64_t ms = timeout ? (ns_of(timeout) + NS_PER_MS - 1) / NS_PER_MS : -1;
  return LIBC(epoll_pwait)(a->fd, a->events, a->most, ms > INT32_MAX ? INT32_MAX : (int)ms, a->mask);
}

/* Callers of epoll_pwait2 know that the kernel has it (Linux 5.11 and later). */
static int call_epoll2(void *arguments, const struct timespec *timeout) {
  struct epolled *a = arguments;
  return LIBC(syscall)(SYS_epoll_pwait2, a->fd, a->events, a->most, timeout, a->mask, KERNEL_SIGSET_BYTES);
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
  struct epolled a = { fd, events, most, mask };
  if (!is_virtual() || (timeout && !is_time(timeout))) return call_epoll2(&a, timeout);
  return wait_for(ns_or_for_ever(timeout), call_epoll2, &a);
}
