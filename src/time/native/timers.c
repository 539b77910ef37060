/* Kernel timers that expire on a descriptor (timerfd). */
#define _GNU_SOURCE
#include "waits.h"

#include <sched.h>

/* Timers followed; our processes have a handful. Any further ones are set once and never re-armed. */
#define MOST_TIMERS 64

struct timer { bool set, wall; int64_t until, interval; };

static struct timer timers[MOST_TIMERS];
/* A wait may run in a signal handler of the thread that holds the lock, so no caller of it blocks there. */
static atomic_flag timers_lock = ATOMIC_FLAG_INIT;
static _Atomic int timers_set;
static _Atomic uint32_t armed_at;

static bool try_lock(void) { return !atomic_flag_test_and_set_explicit(&timers_lock, memory_order_acquire); }
static void lock_timers(void) { while (!try_lock()) sched_yield(); }
static void unlock_timers(void) { atomic_flag_clear_explicit(&timers_lock, memory_order_release); }

/* After fork, the child must not find the lock held by a thread that it does not have. */
__attribute__((constructor)) static void on_load(void) { pthread_atfork(lock_timers, unlock_timers, unlock_timers); }

/* Requires the lock. */
static void put(int fd, struct timer t) {
  timers_set += t.set - timers[fd].set;
  timers[fd] = t;
}

static int arm(int fd, const struct timer *t) {
  struct look l = look_at_page();
  int64_t left = t->until - (t->wall ? wall_at(&l) : monotonic_at(&l));
  if (left < 1) left = 1;
  struct itimerspec real = {
    .it_value = timespec_of(scaled(left, l.at.factor) + 1),
    .it_interval = timespec_of(scaled(t->interval, l.at.factor)),
  };
  return LIBC(timerfd_settime)(fd, 0, &real, NULL);
}

EXPORT int timerfd_create(clockid_t clock, int flags) {
  int fd = LIBC(timerfd_create)(clock, flags);
  if (fd < 0 || fd >= MOST_TIMERS || !is_virtual()) return fd;
  /* The number may have belonged to another timer, closed since. */
  lock_timers();
  put(fd, (struct timer){ .set = false });
  unlock_timers();
  return fd;
}

EXPORT int timerfd_settime(int fd, int flags, const struct itimerspec *asked, struct itimerspec *before) {
  if (!is_virtual() || !is_time(&asked->it_value) || !is_time(&asked->it_interval))
    return LIBC(timerfd_settime)(fd, flags, asked, before);
  if (before && timerfd_gettime(fd, before) != 0) return -1;
  int64_t value = ns_of(&asked->it_value);
  struct timer t = {
    .set = value > 0,
    .wall = (flags & TFD_TIMER_ABSTIME) && is_wall_moment(&asked->it_value),
    .until = flags & TFD_TIMER_ABSTIME ? value : virtual_now(false) + value,
    .interval = ns_of(&asked->it_interval),
  };
  lock_timers();
  if (fd >= 0 && fd < MOST_TIMERS) put(fd, t);
  int result = t.set ? arm(fd, &t) : LIBC(timerfd_settime)(fd, 0, asked, NULL);
  unlock_timers();
  return result;
}

EXPORT int timerfd_gettime(int fd, struct itimerspec *now) {
  int result = LIBC(timerfd_gettime)(fd, now);
  if (result != 0 || !is_virtual()) return result;
  double factor = factor_now();
  now->it_value = timespec_of(scaled(ns_of(&now->it_value), 1 / factor));
  now->it_interval = timespec_of(scaled(ns_of(&now->it_interval), 1 / factor));
  return 0;
}

static bool has_gone_off(int fd) {
  struct pollfd p = { .fd = fd, .events = POLLIN };
  return LIBC(poll)(&p, 1, 0) == 1;
}

/* Returns false if it must be retried: re-arming an expired timer would take the expiry away from its reader. */
static bool rearm(int fd) {
  struct timer t = timers[fd];
  struct itimerspec now;
  bool under_way = LIBC(timerfd_gettime)(fd, &now) == 0 && ns_of(&now.it_value) > 0;
  if (under_way && t.interval > 0) {
    if (has_gone_off(fd)) return false;
    int64_t late = virtual_now(t.wall) - t.until;
    if (late >= 0) t.until += (late / t.interval + 1) * t.interval;
  }
  /* Expired for good, or the descriptor was closed: no longer a pending timer. */
  if (!under_way || arm(fd, &t) != 0) t.set = false;
  put(fd, t);
  return true;
}

/* A thread that cannot take the lock at once leaves the timers to the one that holds it. */
bool rearm_timers(void) {
  if (atomic_load_explicit(&timers_set, memory_order_relaxed) == 0) return false;
  uint32_t sequence = atomic_load_explicit(&page()->sequence, memory_order_acquire);
  if (armed_at == sequence || !try_lock()) return true;
  bool all = true;
  for (int fd = 0; fd < MOST_TIMERS; fd++)
    if (timers[fd].set) all &= rearm(fd);
  if (all) armed_at = sequence;
  unlock_timers();
  return true;
}
