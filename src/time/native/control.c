/* What only the rehearsal's runner does: set the factor, and keep the clock going while the machine does. */
#define _GNU_SOURCE
#include "page.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>

/* One thread on each CPU says so often that this CPU still works for us... */
#define BEAT_NS (4 * NS_PER_MS)
/* ...and virtual time goes on for so long, in virtual ns, after the CPU that was silent longest. */
#define LEASE_NS (12 * NS_PER_MS)
#define MOST_CPUS 64

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int64_t heard[MOST_CPUS];
static int cpu_of[MOST_CPUS];
static int cpus;

/* Begins a segment at the moment of the look; callers hold the lock. */
static void begin_segment(struct look *l, double factor) {
  struct time_page *p = page();
  struct segment next = { factor, real_clock(CLOCK_MONOTONIC), monotonic_at(l), wall_at(l) };
  /* The look may lie before now: virtual time stood still in between. */
  atomic_fetch_add_explicit(&p->sequence, 1, memory_order_acq_rel);
  atomic_thread_fence(memory_order_release);
  p->before = p->now;
  p->now = next;
  atomic_thread_fence(memory_order_release);
  atomic_fetch_add_explicit(&p->sequence, 1, memory_order_release);
}

static void renew_lease(void) {
  struct time_page *p = page();
  int64_t oldest = INT64_MAX;
  for (int i = 0; i < cpus; i++)
    if (heard[i] < oldest) oldest = heard[i];
  pthread_mutex_lock(&lock);
  int64_t until = oldest + (int64_t)(LEASE_NS * p->now.factor);
  int64_t now = real_clock(CLOCK_MONOTONIC), before = p->lease_until;
  if (until > before && until > now) {
    if (now > before) {
      /* It has stood still: goes on from where it stopped. */
      struct look l = look_at_page();
      atomic_fetch_add(&p->stood_still, now - before);
      begin_segment(&l, l.at.factor);
    }
    atomic_store_explicit(&p->lease_until, until, memory_order_relaxed);
  }
  pthread_mutex_unlock(&lock);
}

static void *beat(void *place) {
  int i = (int)(intptr_t)place;
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(cpu_of[i], &only);
  /* Where that is refused it speaks for wherever it runs. */
  (void)sched_setaffinity(0, sizeof only, &only);
  struct timespec pause = timespec_of(BEAT_NS);
  for (;;) {
    heard[i] = real_clock(CLOCK_MONOTONIC);
    renew_lease();
    LIBC(nanosleep)(&pause, NULL);
  }
  return NULL;
}

/* Starts the pacemaker; from now on virtual time stops with the machine. Gives how many CPUs it watches, or -errno. */
EXPORT int longhaul_time_start(void) {
  if (!is_virtual()) return -ENODEV;
  if (cpus > 0) return cpus;
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -errno;
  int count = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && count < MOST_CPUS; cpu++)
    if (CPU_ISSET(cpu, &allowed)) cpu_of[count++] = cpu;
  int64_t now = real_clock(CLOCK_MONOTONIC);
  for (int i = 0; i < count; i++) heard[i] = now;
  cpus = count;
  atomic_store(&page()->lease_until, now + LEASE_NS);
  for (int i = 0; i < count; i++) {
    pthread_t thread;
    int error = LIBC(pthread_create)(&thread, NULL, beat, (void *)(intptr_t)i);
    if (error) {
      atomic_store(&page()->lease_until, INT64_MAX);
      return -error;
    }
    LIBC(pthread_detach)(thread);
  }
  return count;
}

/* Virtual time goes on at 1/factor of real time from this moment. 0, or -errno. */
EXPORT int longhaul_time_set_factor(double factor) {
  if (!is_virtual()) return -ENODEV;
  if (!(factor >= 1 && factor <= 64)) return -EINVAL;
  pthread_mutex_lock(&lock);
  struct look l = look_at_page();
  begin_segment(&l, factor);
  pthread_mutex_unlock(&lock);
  return 0;
}

EXPORT int longhaul_time_let_fall(int may_fall) {
  if (!is_virtual()) return -ENODEV;
  atomic_store(&page()->may_fall, may_fall != 0);
  return 0;
}

/*
 * What the page says, for the runner to read: factor, real ns, virtual monotonic ns, virtual wall ns, real ns that time stood
 * still, then the counters of wakeups. Doubles, of which a moment loses some 0.2 us. Gives their number, or -errno.
 */
EXPORT int longhaul_time_read(double *values) {
  if (!is_virtual()) return -ENODEV;
  struct time_page *p = page();
  struct look l = look_at_page();
  *values++ = l.at.factor;
  *values++ = real_clock(CLOCK_MONOTONIC);
  *values++ = monotonic_at(&l);
  *values++ = wall_at(&l);
  *values++ = atomic_load(&p->stood_still);
  for (int i = 0; i < LATE_COUNTERS; i++) *values++ = atomic_load(&p->wakeups[i]);
  return 5 + LATE_COUNTERS;
}
