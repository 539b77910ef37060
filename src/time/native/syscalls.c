/* Covers programs that make system calls directly: those about time go through this library's functions. */
#define _GNU_SOURCE
#include "waits.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>

#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif
#ifndef FUTEX_LOCK_PI2
#define FUTEX_LOCK_PI2 13
#endif

struct futex { long arguments[6]; bool relative; };

static int futex_once(void *arguments, const struct timespec *timeout) {
  struct futex *f = arguments;
  long *a = f->arguments;
  struct timespec t = *timeout;
  if (f->relative) t = timespec_of(ns_of(timeout) - real_clock(CLOCK_MONOTONIC));
  return LIBC(syscall)(SYS_futex, a[0], a[1], a[2], &t, a[4], a[5]) == -1 ? errno : 0;
}

/* Other operations use the fourth argument as a number, or are made by the C library alone (futex(2)). */
static bool has_timeout(const long a[6]) {
  int command = (int)a[1] & FUTEX_CMD_MASK;
  return a[3] && (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET || command == FUTEX_LOCK_PI ||
                  command == FUTEX_LOCK_PI2);
}

/* Restarting the wait loses nothing: the kernel compares the word again. */
static long futex(const long a[6]) {
  int command = (int)a[1] & FUTEX_CMD_MASK;
  const struct timespec *t = (const void *)a[3];
  struct futex f = { .relative = command == FUTEX_WAIT };
  for (int i = 0; i < 6; i++) f.arguments[i] = a[i];
  bool wall = command == FUTEX_LOCK_PI || (!f.relative && (a[1] & FUTEX_CLOCK_REALTIME));
  struct timespec until = f.relative ? timespec_of(virtual_now(false) + ns_of(t)) : *t;
  int error = wait_until(&until, wall, futex_once, &f);
  if (error) errno = error;
  return error ? -1 : 0;
}

EXPORT long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long a[6];
  for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
  va_end(list);
  if (is_virtual()) switch (number) {
    case SYS_clock_gettime: return clock_gettime((clockid_t)a[0], (void *)a[1]);
    case SYS_gettimeofday: return gettimeofday((void *)a[0], (void *)a[1]);
    case SYS_nanosleep: return nanosleep((void *)a[0], (void *)a[1]);
    case SYS_clock_nanosleep: {
      int error = clock_nanosleep((clockid_t)a[0], (int)a[1], (void *)a[2], (void *)a[3]);
      if (error) errno = error;
      return error ? -1 : 0;
    }
    case SYS_epoll_pwait: return epoll_pwait((int)a[0], (void *)a[1], (int)a[2], (int)a[3], (void *)a[4]);
    case SYS_epoll_pwait2: return epoll_pwait2((int)a[0], (void *)a[1], (int)a[2], (void *)a[3], (void *)a[4]);
    case SYS_ppoll: return ppoll((void *)a[0], (nfds_t)a[1], (void *)a[2], (void *)a[3]);
    case SYS_timerfd_create: return timerfd_create((clockid_t)a[0], (int)a[1]);
    case SYS_timerfd_settime: return timerfd_settime((int)a[0], (int)a[1], (void *)a[2], (void *)a[3]);
    case SYS_recvmsg: return recvmsg((int)a[0], (void *)a[1], (int)a[2]);
    case SYS_recvmmsg: return recvmmsg((int)a[0], (void *)a[1], (unsigned)a[2], (int)a[3], (void *)a[4]);
#ifdef SYS_time /* not on aarch64, which is younger than these */
    case SYS_time: return time((void *)a[0]);
    case SYS_poll: return poll((void *)a[0], (nfds_t)a[1], (int)a[2]);
    case SYS_epoll_wait: return epoll_wait((int)a[0], (void *)a[1], (int)a[2], (int)a[3]);
#endif
    case SYS_futex: if (has_timeout(a)) return futex(a);
  }
  return LIBC(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
