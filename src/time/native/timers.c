/* Timers that the kernel keeps. */
#define _GNU_SOURCE
#include "waits.h"

#include <pthread.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* A process of ours has a handful; more are set once and not armed anew. */
#define MOST_TIMERS 64

struct timer { bool set, wall; int64_t until, interval; };

static struct timer timers[MOST_TIMERS];
static pthread_mutex_t timers_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int timers_set;
static _Atomic uint32_t armed_at;

static int arm(int fd, const struct timer *t) {
  struct look l = look_at_page();
  int64_t left = t->until - (t->wall ? wall_at(&l) : monotonic_at(&l));
  if (left < 1) left = 1;
  struct itimerspec real = {
    .it_value = timespec_of((int64_t)(left * l.at.factor) + 1),
    .it_interval = timespec_of((int64_t)(t->interval * l.at.factor)),
  };
  return LIBC(timerfd_settime)(fd, 0, &real, NULL);
}

EXPORT int timerfd_settime(int fd, int flags, const struct itimerspec *asked, struct itimerspec *before) {
  if (!is_virtual()) return LIBC(timerfd_settime)(fd, flags, asked, before);
  if (before) timerfd_gettime(fd, before);
  int64_t value = ns_of(&asked->it_value);
  bool wall = (flags & TFD_TIMER_ABSTIME) && is_wall_moment(&asked->it_value);
  struct timer t = {
    .set = value > 0,
    .wall = wall,
    .until = flags & TFD_TIMER_ABSTIME ? value : virtual_now(false) + value,
    .interval = ns_of(&asked->it_interval),
  };
  if (fd >= 0 && fd < MOST_TIMERS) {
    pthread_mutex_lock(&timers_lock);
    timers_set += t.set - timers[fd].set;
    timers[fd] = t;
    pthread_mutex_unlock(&timers_lock);
  }
  if (t.set) return arm(fd, &t);
  return LIBC(timerfd_settime)(fd, 0, asked, NULL);
}

EXPORT int timerfd_gettime(int fd, struct itimerspec *now) {
  int result = LIBC(timerfd_gettime)(fd, now);
  if (result != 0 || !is_virtual()) return result;
  struct look l = look_at_page();
  now->it_value = timespec_of((int64_t)(ns_of(&now->it_value) / l.at.factor));
  now->it_interval = timespec_of((int64_t)(ns_of(&now->it_interval) / l.at.factor));
  return 0;
}

void rearm_timers(void) {
  uint32_t sequence = atomic_load_explicit(&page()->sequence, memory_order_relaxed);
  if (atomic_load_explicit(&timers_set, memory_order_relaxed) == 0 || armed_at == sequence) return;
  pthread_mutex_lock(&timers_lock);
  armed_at = sequence;
  for (int fd = 0; fd < MOST_TIMERS; fd++) {
    struct timer *t = &timers[fd];
    if (!t->set) continue;
    int64_t now = virtual_now(t->wall);
    if (t->until <= now && t->interval > 0) t->until += ((now - t->until) / t->interval + 1) * t->interval;
    /* One that has gone off stays as it is, until it is read; a descriptor closed since is no timer any more. */
    if (t->until <= now || arm(fd, t) != 0) {
      t->set = false;
      timers_set--;
    }
  }
  pthread_mutex_unlock(&timers_lock);
}
