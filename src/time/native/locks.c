/* Waits for other threads: conditions, locks, semaphores, and the futex beneath them. */
#define _GNU_SOURCE
#include "waits.h"

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

static clockid_t clock_of(bool wall) { return wall ? CLOCK_REALTIME : CLOCK_MONOTONIC; }

static struct timespec real_deadline(int64_t virtual_ns, bool wall) {
  return timespec_of(real_clock(clock_of(wall)) + real_until(virtual_ns, wall));
}

int wait_until(const struct timespec *moment, bool wall, deadline_call *call, void *arguments) {
  int64_t until = ns_of(moment);
  for (;;) {
    struct timespec deadline = real_deadline(until, wall);
    int error = call(arguments, &deadline);
    if (error != ETIMEDOUT) return error;
    if (real_until(until, wall) == 0) {
      count_wakeup(until, wall);
      return error;
    }
  }
}

/*
 * The end of a wait on a condition that comes too early is told as a wakeup without a cause, which POSIX allows: to wait
 * again in here would lose a signal sent between the end of the first wait and the beginning of the second.
 */
static int woken(int error, int64_t until, bool wall) {
  if (error != ETIMEDOUT) return error;
  if (real_until(until, wall) != 0) return 0;
  count_wakeup(until, wall);
  return error;
}

EXPORT int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, const struct timespec *restrict t) {
  if (!is_virtual()) return LIBC(pthread_cond_timedwait)(c, m, t);
  bool wall = is_wall_moment(t);
  struct timespec deadline = real_deadline(ns_of(t), wall);
  return woken(LIBC(pthread_cond_timedwait)(c, m, &deadline), ns_of(t), wall);
}

EXPORT int pthread_cond_clockwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, clockid_t clock,
                                  const struct timespec *restrict t) {
  if (!is_virtual()) return LIBC(pthread_cond_clockwait)(c, m, clock, t);
  bool wall = is_wall_clock(clock);
  struct timespec deadline = real_deadline(ns_of(t), wall);
  return woken(LIBC(pthread_cond_clockwait)(c, m, clock, &deadline), ns_of(t), wall);
}

static int lock_mutex(void *m, const struct timespec *t) { return LIBC(pthread_mutex_timedlock)(m, t); }
static int lock_for_reading(void *l, const struct timespec *t) { return LIBC(pthread_rwlock_timedrdlock)(l, t); }
static int lock_for_writing(void *l, const struct timespec *t) { return LIBC(pthread_rwlock_timedwrlock)(l, t); }
static int take_semaphore(void *s, const struct timespec *t) { return LIBC(sem_timedwait)(s, t) ? errno : 0; }

EXPORT int pthread_mutex_timedlock(pthread_mutex_t *restrict m, const struct timespec *restrict t) {
  return is_virtual() ? wait_until(t, true, lock_mutex, m) : lock_mutex(m, t);
}

EXPORT int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict l, const struct timespec *restrict t) {
  return is_virtual() ? wait_until(t, true, lock_for_reading, l) : lock_for_reading(l, t);
}

EXPORT int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict l, const struct timespec *restrict t) {
  return is_virtual() ? wait_until(t, true, lock_for_writing, l) : lock_for_writing(l, t);
}

EXPORT int sem_timedwait(sem_t *restrict s, const struct timespec *restrict t) {
  int error = is_virtual() ? wait_until(t, true, take_semaphore, s) : take_semaphore(s, t);
  if (error) errno = error;
  return error ? -1 : 0;
}

struct clocked { void *on; clockid_t clock; };

static int lock_mutex_by(void *a, const struct timespec *t) {
  struct clocked *c = a;
  return LIBC(pthread_mutex_clocklock)(c->on, c->clock, t);
}

static int take_semaphore_by(void *a, const struct timespec *t) {
  struct clocked *c = a;
  return LIBC(sem_clockwait)(c->on, c->clock, t) ? errno : 0;
}

EXPORT int pthread_mutex_clocklock(pthread_mutex_t *restrict m, clockid_t clock, const struct timespec *restrict t) {
  struct clocked c = { m, clock };
  return is_virtual() ? wait_until(t, is_wall_clock(clock), lock_mutex_by, &c) : lock_mutex_by(&c, t);
}

EXPORT int sem_clockwait(sem_t *restrict s, clockid_t clock, const struct timespec *restrict t) {
  struct clocked c = { s, clock };
  int error = is_virtual() ? wait_until(t, is_wall_clock(clock), take_semaphore_by, &c) : take_semaphore_by(&c, t);
  if (error) errno = error;
  return error ? -1 : 0;
}

struct futex { long arguments[6]; int64_t until; bool wall, relative; };

/* One wait, ended by the virtual moment, a change of the factor, or whatever ends futexes. */
static long futex_once(struct futex *f) {
  int64_t real = real_until(f->until, f->wall);
  struct timespec t = timespec_of(f->relative ? real : real_clock(clock_of(f->wall)) + real);
  long *a = f->arguments;
  return LIBC(syscall)(SYS_futex, a[0], a[1], a[2], &t, a[4], a[5]);
}

static long futex_wait(struct futex *f) {
  for (;;) {
    long result = futex_once(f);
    if (result != -1 || errno != ETIMEDOUT) return result;
    if (real_until(f->until, f->wall) == 0) {
      count_wakeup(f->until, f->wall);
      errno = ETIMEDOUT;
      return -1;
    }
    /* The kernel compares the word again: a wake between two waits is not lost. */
  }
}

static long futex(long arguments[6]) {
  int command = (int)arguments[1] & FUTEX_CMD_MASK;
  const struct timespec *t = (const void *)arguments[3];
  bool relative = command == FUTEX_WAIT;
  if (!relative && command != FUTEX_WAIT_BITSET && command != FUTEX_LOCK_PI) return LIBC(syscall)(
    SYS_futex, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
  bool wall = command == FUTEX_LOCK_PI || (!relative && (arguments[1] & FUTEX_CLOCK_REALTIME));
  struct futex f = { .until = relative ? virtual_now(false) + ns_of(t) : ns_of(t), .wall = wall, .relative = relative };
  for (int i = 0; i < 6; i++) f.arguments[i] = arguments[i];
  return futex_wait(&f);
}

/* Programs that make their own system calls: of these the ones that know time are made by the functions of this library. */
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
    case SYS_futex:
      /* Commands that wake use the fourth argument for a number. */
      if (a[3] && ((a[1] & FUTEX_CMD_MASK) == FUTEX_WAIT || (a[1] & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET ||
                   (a[1] & FUTEX_CMD_MASK) == FUTEX_LOCK_PI))
        return futex(a);
  }
  return LIBC(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
