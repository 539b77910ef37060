/* Calls that wait for other threads: condition variables, locks, semaphores. */
#define _GNU_SOURCE
#include "waits.h"

#include <errno.h>

/* Other values are passed on as they are: the C library refuses them with EINVAL. */
static bool is_moment(const struct timespec *t) { return t->tv_nsec >= 0 && t->tv_nsec < NS_PER_S; }

/* A virtual deadline as the kernel is given it; `whole`: not cut short in order to look at the page again before it. */
struct deadline {
  struct timespec real;
  uint32_t sequence;
  bool whole;
};

static struct deadline deadline_of(int64_t virtual_ns, bool wall) {
  struct look l = look_at_page();
  int64_t left = virtual_ns - (wall ? wall_at(&l) : monotonic_at(&l)), real = real_after(&l, left);
  return (struct deadline){
    .real = timespec_of((wall ? real_clock(CLOCK_REALTIME) : l.clock) + real),
    .sequence = l.sequence,
    .whole = real + 1 >= left * l.at.factor,
  };
}

int wait_until(const struct timespec *moment, bool wall, deadline_call *call, void *arguments) {
  if (!is_moment(moment)) return call(arguments, moment);
  int64_t until = ns_of(moment);
  for (;;) {
    struct deadline deadline = deadline_of(until, wall);
    int error = call(arguments, &deadline.real);
    if (error != ETIMEDOUT || has_come(until, wall)) return error;
  }
}

/*
 * A condition wait that ends too early returns as a spurious wakeup, which POSIX allows: waiting again in here would lose a
 * signal sent between the end of the first wait and the start of the second. So does one that ended early and learns of it only
 * after the deadline, since others held the mutex or the CPU: a signal sent meanwhile was in time.
 */
static int woken(int error, const struct deadline *d, int64_t until, bool wall) {
  if (error != ETIMEDOUT) return error;
  bool was_final = d->whole && atomic_load_explicit(&page()->sequence, memory_order_acquire) == d->sequence;
  return was_final && has_come(until, wall) ? ETIMEDOUT : 0;
}

EXPORT int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, const struct timespec *restrict t) {
  if (!is_virtual() || !is_moment(t)) return LIBC(pthread_cond_timedwait)(c, m, t);
  bool wall = is_wall_moment(t);
  struct deadline d = deadline_of(ns_of(t), wall);
  return woken(LIBC(pthread_cond_timedwait)(c, m, &d.real), &d, ns_of(t), wall);
}

EXPORT int pthread_cond_clockwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, clockid_t clock,
                                  const struct timespec *restrict t) {
  if (!is_virtual() || !is_moment(t)) return LIBC(pthread_cond_clockwait)(c, m, clock, t);
  bool wall = is_wall_clock(clock);
  struct deadline d = deadline_of(ns_of(t), wall);
  return woken(LIBC(pthread_cond_clockwait)(c, m, clock, &d.real), &d, ns_of(t), wall);
}

static int lock_mutex(void *m, const struct timespec *t) { return LIBC(pthread_mutex_timedlock)(m, t); }
static int lock_for_reading(void *l, const struct timespec *t) { return LIBC(pthread_rwlock_timedrdlock)(l, t); }
static int lock_for_writing(void *l, const struct timespec *t) { return LIBC(pthread_rwlock_timedwrlock)(l, t); }
static int take_semaphore(void *s, const struct timespec *t) { return LIBC(sem_timedwait)(s, t) ? errno : 0; }

static int by_wall_clock(void *on, deadline_call *call, const struct timespec *t) {
  return is_virtual() ? wait_until(t, true, call, on) : call(on, t);
}

EXPORT int pthread_mutex_timedlock(pthread_mutex_t *restrict m, const struct timespec *restrict t) {
  return by_wall_clock(m, lock_mutex, t);
}

EXPORT int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict l, const struct timespec *restrict t) {
  return by_wall_clock(l, lock_for_reading, t);
}

EXPORT int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict l, const struct timespec *restrict t) {
  return by_wall_clock(l, lock_for_writing, t);
}

static int as_errno(int error) {
  if (error) errno = error;
  return error ? -1 : 0;
}

EXPORT int sem_timedwait(sem_t *restrict s, const struct timespec *restrict t) {
  return as_errno(by_wall_clock(s, take_semaphore, t));
}

struct clocked { void *on; clockid_t clock; };

#define BY_CLOCK(name, call) \
  static int name(void *a, const struct timespec *t) { \
    struct clocked *c = a; \
    return LIBC(call)(c->on, c->clock, t); \
  }
BY_CLOCK(lock_mutex_by, pthread_mutex_clocklock)
BY_CLOCK(lock_for_reading_by, pthread_rwlock_clockrdlock)
BY_CLOCK(lock_for_writing_by, pthread_rwlock_clockwrlock)

static int take_semaphore_by(void *a, const struct timespec *t) {
  struct clocked *c = a;
  return LIBC(sem_clockwait)(c->on, c->clock, t) ? errno : 0;
}

static int by_clock(void *on, clockid_t clock, deadline_call *call, const struct timespec *t) {
  struct clocked c = { on, clock };
  return is_virtual() ? wait_until(t, is_wall_clock(clock), call, &c) : call(&c, t);
}

EXPORT int pthread_mutex_clocklock(pthread_mutex_t *restrict m, clockid_t clock, const struct timespec *restrict t) {
  return by_clock(m, clock, lock_mutex_by, t);
}

EXPORT int pthread_rwlock_clockrdlock(pthread_rwlock_t *restrict l, clockid_t clock, const struct timespec *restrict t) {
  return by_clock(l, clock, lock_for_reading_by, t);
}

EXPORT int pthread_rwlock_clockwrlock(pthread_rwlock_t *restrict l, clockid_t clock, const struct timespec *restrict t) {
  return by_clock(l, clock, lock_for_writing_by, t);
}

EXPORT int sem_clockwait(sem_t *restrict s, clockid_t clock, const struct timespec *restrict t) {
  return as_errno(by_clock(s, clock, take_semaphore_by, t));
}
