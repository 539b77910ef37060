/* Reads virtual time from the page. */
#define _GNU_SOURCE
#include "page.h"

/* Share of a wait that can be slept through before looking again: a factor falls by at most a fifth at a time. */
#define SAFE_SHARE 0.8
/* Remaining waits this short, in virtual ns, are slept through: a fall of the factor adds too little to matter. */
#define SHORT_REST_NS NS_PER_MS
/* Real time between looks while virtual time stands still. */
#define STANDSTILL_NS (2 * NS_PER_MS)

/* A segment is written within a microsecond; a reader that finds it taking longer yields the CPU to the writer. */
#define SPINS 200
#define NAP_NS (50 * NS_PER_US)

/* The two clocks are read again until both readings fall within this time, at most MOST_TRIES times: the gap is the error. */
#define CLOSE_NS NS_PER_US
#define MOST_TRIES 8

static uint32_t begin_reading(struct time_page *p) {
  for (int spins = 0;; spins++) {
    uint32_t sequence = atomic_load_explicit(&p->sequence, memory_order_acquire);
      /* If the writer was killed while writing, the previous segment is intact. */
    if (!(sequence & 1) || has_lost_pacemaker(p)) return sequence;
    if (spins < SPINS) continue;
    struct timespec nap = timespec_of(NAP_NS);
    LIBC(nanosleep)(&nap, NULL);
  }
}

static bool has_read(struct time_page *p, uint32_t sequence) {
  atomic_thread_fence(memory_order_acquire);
  return atomic_load_explicit(&p->sequence, memory_order_relaxed) == sequence;
}

struct look look_at_page(void) {
  struct time_page *p = page();
  struct look l;
  uint32_t sequence;
  do {
    sequence = begin_reading(p);
    l.at = *segment_at(p, sequence);
    /*
     * The clock before the lease: a thread that loses the CPU between the two finds a lease renewed meanwhile, which is later. The
     * other way round, a lease that was in force would seem to have ended, and the moment would lie up to that pause in the past.
     */
    l.clock = real_clock(CLOCK_MONOTONIC);
    atomic_thread_fence(memory_order_acquire);
    int64_t until = atomic_load_explicit(&p->lease_until, memory_order_relaxed);
    l.stands_still = l.clock > until && !has_lost_pacemaker(p);
    l.real = l.stands_still ? until : l.clock;
    if (l.real < l.at.real) l.real = l.at.real;
  } while (!has_read(p, sequence));
  l.sequence = sequence;
  return l;
}

int64_t real_after(const struct look *l, int64_t left) {
  if (left <= 0) return 0;
  double factor = l->at.factor;
  double real = left * factor;
  if (l->stands_still && real < STANDSTILL_NS) return STANDSTILL_NS;
  /* At factor 1 it cannot fall, and a rise only makes the wait continue when it would have ended. */
  if (factor == 1) return left < FOR_EVER_NS ? left : FOR_EVER_NS;
  if (atomic_load_explicit(&page()->may_fall, memory_order_relaxed) && left > SHORT_REST_NS) real *= SAFE_SHARE;
  if (real > LOOK_AGAIN_NS) real = LOOK_AGAIN_NS;
  return real < 1 ? 1 : (int64_t)real;
}

int64_t real_until(int64_t virtual_ns, bool wall) {
  struct look l = look_at_page();
  return real_after(&l, virtual_ns - (wall ? wall_at(&l) : monotonic_at(&l)));
}

bool has_come(int64_t virtual_ns, bool wall) { return virtual_now(wall) >= virtual_ns; }

/* Returns how far the kernel's wall clock is ahead of its monotonic one; reads again if the thread lost the CPU in between. */
static int64_t wall_over_monotonic(void) {
  int64_t least = INT64_MAX, ahead = 0;
  for (int i = 0; i < MOST_TRIES && least > CLOSE_NS; i++) {
    int64_t before = real_clock(CLOCK_MONOTONIC), wall = real_clock(CLOCK_REALTIME);
    int64_t took = real_clock(CLOCK_MONOTONIC) - before;
    if (took >= least) continue;
    least = took;
    ahead = wall - (before + took / 2);
  }
  return ahead;
}

/* While time stands still, everything happens at the moment it stopped: no segment extends into the next. */
static int64_t wall_in_segments(struct time_page *p, uint32_t sequence, int64_t real) {
  struct segment s = *segment_at(p, sequence);
  int64_t until = has_lost_pacemaker(p) ? INT64_MAX : atomic_load_explicit(&p->lease_until, memory_order_relaxed);
  if (real > until) real = until > s.real ? until : s.real;
  int64_t next_wall = INT64_MAX;
  for (int back = 1; real < s.real && back < SEGMENTS - 1; back++) {
    next_wall = s.wall;
    s = *segment_at(p, sequence - 2 * back);
  }
  int64_t wall = s.wall + (int64_t)((real - s.real) / s.factor);
  return wall < next_wall ? wall : next_wall;
}

int64_t virtual_wall_of(int64_t kernel_wall_ns) {
  struct time_page *p = page();
  int64_t real = kernel_wall_ns - wall_over_monotonic(), wall;
  uint32_t sequence;
  do {
    sequence = begin_reading(p);
    wall = wall_in_segments(p, sequence, real);
  } while (!has_read(p, sequence));
  return wall;
}
