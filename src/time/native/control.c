/* Calls for the rehearsal's runner alone: setting the factor, and keeping the clock going while the machine does. */
#define _GNU_SOURCE
#include "page.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>

/* Interval, in virtual ns, at which a thread on each CPU reports that the CPU still runs us. */
#define BEAT_NS (8 * NS_PER_MS)
/* Time for which virtual time goes on after the report of the CPU silent longest, in virtual ns. */
#define LEASE_NS (20 * NS_PER_MS)
#define MOST_CPUS 64

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int64_t heard[MOST_CPUS];
static int cpu_of[MOST_CPUS];
static int cpus;
static bool runs;

/*
 * Begins a segment now. Callers hold the lock and block signals. Readers of the clock wait meanwhile: nobody may have seen a
 * later moment than the one at which the old factor ends, or time would run backwards for them.
 */
static void begin_segment(double factor) {
  struct time_page *p = page();
  uint32_t sequence = atomic_fetch_add_explicit(&p->sequence, 1, memory_order_relaxed);
  atomic_thread_fence(memory_order_seq_cst);
  struct look l = { .at = *segment_at(p, sequence), .clock = real_clock(CLOCK_MONOTONIC) };
  /* If virtual time stood still, it continues from where it stopped. */
  int64_t until = p->lease_until;
  l.real = l.clock < until ? l.clock : until;
  if (l.real < l.at.real) l.real = l.at.real;
  *segment_at(p, sequence + 2) = segment_of(factor, l.clock, monotonic_at(&l), wall_at(&l));
  atomic_store_explicit(&p->sequence, sequence + 2, memory_order_release);
}

static void renew_lease(void) {
  struct time_page *p = page();
  int64_t oldest = INT64_MAX;
  for (int i = 0; i < cpus; i++)
    if (heard[i] < oldest) oldest = heard[i];
  pthread_mutex_lock(&lock);
  double factor = segment_at(p, p->sequence)->factor;
  int64_t until = oldest + scaled(LEASE_NS, factor);
  int64_t before = p->lease_until, now = real_clock(CLOCK_MONOTONIC);
  if (until > before && until > now) {
    if (now > before) {
      begin_segment(factor);
      atomic_fetch_add(&p->stood_still, now - before);
    }
    /* After the segment: whoever sees the new lease must not take the time until then for time that ran. */
    atomic_store_explicit(&p->lease_until, until, memory_order_release);
  }
  pthread_mutex_unlock(&lock);
}

/* Robust list that the kernel walks when the thread ends, marking the page: see set_robust_list(2). */
static struct robust_list entry;
static struct robust_list_head robust;

static void tell_of_death(void) {
  struct time_page *p = page();
  entry.next = &robust.list;
  robust.list.next = &entry;
  robust.futex_offset = (long)((char *)&p->pacemaker - (char *)&entry);
  if (LIBC(syscall)(SYS_set_robust_list, &robust, sizeof robust) == 0)
    atomic_store(&p->pacemaker, (uint32_t)LIBC(syscall)(SYS_gettid));
}

static void *beat(void *place) {
  int i = (int)(intptr_t)place;
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(cpu_of[i], &only);
  /* If pinning is refused, the thread reports for whichever CPU it runs on. */
  (void)sched_setaffinity(0, sizeof only, &only);
  if (i == 0) tell_of_death();
  for (;;) {
    heard[i] = real_clock(CLOCK_MONOTONIC);
    renew_lease();
    struct timespec pause = timespec_of(scaled(BEAT_NS, factor_now()));
    LIBC(nanosleep)(&pause, NULL);
  }
  return NULL;
}

static sigset_t without_signals(void) {
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  return before;
}

static int start_threads(void) {
  for (int i = 0; i < cpus; i++) {
    pthread_t thread;
    int error = LIBC(pthread_create)(&thread, NULL, beat, (void *)(intptr_t)i);
    if (error) return -error;
    LIBC(pthread_detach)(thread);
  }
  return cpus;
}

/* Starts the pacemaker: from now on virtual time stops with the machine. Returns the number of CPUs it watches, or -errno. */
EXPORT int longhaul_time_start(void) {
  if (!is_virtual()) return -ENODEV;
  if (runs) return cpus;
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -errno;
  cpus = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && cpus < MOST_CPUS; cpu++)
    if (CPU_ISSET(cpu, &allowed)) cpu_of[cpus++] = cpu;
  int64_t now = real_clock(CLOCK_MONOTONIC);
  for (int i = 0; i < cpus; i++) heard[i] = now;
  sigset_t before = without_signals(); /* inherited by the threads: the program's handlers do not expect them */
  int result = start_threads();
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (result < 0) return result;
  runs = true;
  atomic_store(&page()->lease_until, real_clock(CLOCK_MONOTONIC) + LEASE_NS);
  return result;
}

/* Makes virtual time run at 1/factor of real time from now on. Returns 0 or -errno. */
EXPORT int longhaul_time_set_factor(double factor) {
  if (!is_virtual()) return -ENODEV;
  if (!(factor >= 1 && factor <= 64)) return -EINVAL;
  /* A signal handler that read the clock in between would wait for the thread it interrupted. */
  sigset_t before = without_signals();
  pthread_mutex_lock(&lock);
  begin_segment(factor);
  pthread_mutex_unlock(&lock);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return 0;
}

EXPORT int longhaul_time_let_fall(int may_fall) {
  if (!is_virtual()) return -ENODEV;
  atomic_store(&page()->may_fall, may_fall != 0);
  return 0;
}

/*
 * Reads the page for the runner: factor, real and virtual monotonic ns, real and virtual wall ns, real ns for which time stood
 * still. As doubles, in which a moment is rounded to about 0.2 us. Returns the number of values, or -errno.
 */
EXPORT int longhaul_time_read(double *values) {
  if (!is_virtual()) return -ENODEV;
  struct time_page *p = page();
  struct look l = look_at_page();
  *values++ = l.at.factor;
  *values++ = l.clock;
  *values++ = monotonic_at(&l);
  *values++ = real_clock(CLOCK_REALTIME);
  *values++ = wall_at(&l);
  *values++ = atomic_load(&p->stood_still);
  return 6;
}
