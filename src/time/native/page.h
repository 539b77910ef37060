/* The page that all processes of a rehearsal share: how virtual time follows from the kernel's CLOCK_MONOTONIC. */
#ifndef LONGHAUL_PAGE_H
#define LONGHAUL_PAGE_H

#include "libc.h"

#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>

#define NS_PER_S 1000000000LL
#define NS_PER_US 1000LL
#define NS_PER_MS 1000000LL
/* 146 years: later than any real deadline, and the sum of two still fits into 64 bits. */
#define FOR_EVER_NS (INT64_MAX / 2)

/* Written last when a page is created; a process that finds anything else refuses to start. */
#define PAGE_READY 0x6c687432 /* "lht2": changed with the layout */
#define PAGE_BYTES 4096
/* Number of segments kept: a busy machine begins several a second, and kernel time stamps may be read late. */
#define SEGMENTS 16

/* An interval with one time dilation factor. Times in ns; `real` is CLOCK_MONOTONIC. */
struct segment {
  double factor;
  int64_t real;
  int64_t monotonic;
  int64_t wall;
  /* Distances from CLOCK_MONOTONIC to both clocks at its beginning, which stay so at factor 1; 0 <= tv_nsec < 1 s. */
  struct timespec monotonic_ahead;
  struct timespec wall_ahead;
};

struct time_page {
  _Atomic uint32_t ready;
  /* Sequence lock: incremented before a segment is written and again afterwards, so odd while it is being written. */
  _Atomic uint32_t sequence;
  /* The current one is at sequence / 2 modulo SEGMENTS. The others are its predecessors, for time stamps made then. */
  struct segment segments[SEGMENTS];
  /* Real ns at which virtual time stops unless the pacemaker renews it: a machine that stands still stops the clock too. */
  _Atomic int64_t lease_until;
  /* Thread id of the pacemaker; the kernel adds FUTEX_OWNER_DIED when the thread ends for any reason (robust futex, futex(2)). */
  _Atomic uint32_t pacemaker;
  /* Whether the factor may fall; if so, long waits look at the page in between. */
  _Atomic uint32_t may_fall;
  /* Total real ns for which virtual time stood still because no lease was renewed. */
  _Atomic int64_t stood_still;
};

/* The mapped page, or `no_page` if the environment names none: then every call goes straight to the C library. */
extern struct time_page *time_page;
extern struct time_page no_page;

/* Maps the page that the environment names, once; also runs for calls made before this library's constructor. */
void find_page(void);

static inline struct time_page *page(void) {
  if (__builtin_expect(!time_page, 0)) find_page();
  return time_page;
}

static inline bool is_virtual(void) { return page() != &no_page; }

/* Saturates for moments beyond 64 bits of ns, such as INT64_MAX seconds. */
static inline int64_t ns_of(const struct timespec *t) {
  if (t->tv_sec >= FOR_EVER_NS / NS_PER_S) return FOR_EVER_NS;
  if (t->tv_sec <= -FOR_EVER_NS / NS_PER_S) return -FOR_EVER_NS;
  return (int64_t)t->tv_sec * NS_PER_S + t->tv_nsec;
}

static inline struct timespec timespec_of(int64_t ns) {
  if (ns < 0) ns = 0;
  return (struct timespec){ ns / NS_PER_S, ns % NS_PER_S };
}

/* Rounds down, to 0 <= tv_nsec < 1 s also for what is negative. */
static inline struct timespec distance_of(int64_t ns) {
  int64_t s = ns / NS_PER_S - (ns % NS_PER_S < 0);
  return (struct timespec){ s, ns - s * NS_PER_S };
}

static inline struct segment segment_of(double factor, int64_t real, int64_t monotonic, int64_t wall) {
  return (struct segment){ factor, real, monotonic, wall, distance_of(monotonic - real), distance_of(wall - real) };
}

/* Whether the kernel accepts it as a duration or moment; anything else is passed on, for the kernel to refuse with EINVAL. */
static inline bool is_time(const struct timespec *t) { return t->tv_sec >= 0 && t->tv_nsec >= 0 && t->tv_nsec < NS_PER_S; }

static inline int64_t scaled(int64_t ns, double by) {
  double result = ns * by;
  return result < FOR_EVER_NS ? (int64_t)result : FOR_EVER_NS;
}

static inline int64_t real_clock(clockid_t clock) {
  struct timespec t;
  LIBC(clock_gettime)(clock, &t);
  return ns_of(&t);
}

/* Whether the pacemaker has ended; time then goes on without a lease, so that the processes left behind can finish. */
static inline bool has_lost_pacemaker(struct time_page *p) {
  return atomic_load_explicit(&p->pacemaker, memory_order_relaxed) & FUTEX_OWNER_DIED;
}

static inline struct segment *segment_at(struct time_page *p, uint32_t sequence) {
  return &p->segments[(sequence >> 1) % SEGMENTS];
}

/* A consistent snapshot: the current segment, the real clock, and the real moment that counts (never beyond the lease). */
struct look {
  struct segment at;
  uint32_t sequence;
  int64_t clock;
  int64_t real;
  bool stands_still;
};
struct look look_at_page(void);

static inline int64_t elapsed(const struct look *l) {
  int64_t real = l->real - l->at.real;
  return l->at.factor == 1 ? real : (int64_t)(real / l->at.factor);
}
static inline int64_t monotonic_at(const struct look *l) { return l->at.monotonic + elapsed(l); }
static inline int64_t wall_at(const struct look *l) { return l->at.wall + elapsed(l); }

static inline int64_t virtual_now(bool wall) {
  struct look l = look_at_page();
  return wall ? wall_at(&l) : monotonic_at(&l);
}

/*
 * Reads a clock within a segment of factor 1 and its lease, where nearly all readings are; false elsewhere. It costs a quarter
 * of the kernel's own reading, a look at the page half of it. One sequence check is enough: a segment that is in force after
 * the clock was read, and began before, was in force when it was read.
 */
static inline bool read_at_factor_1(bool wall, struct timespec *t) {
  struct time_page *p = page();
  LIBC(clock_gettime)(CLOCK_MONOTONIC, t);
  atomic_thread_fence(memory_order_acquire);
  uint32_t sequence = atomic_load_explicit(&p->sequence, memory_order_acquire);
  const struct segment *s = segment_at(p, sequence);
  const struct timespec *ahead = wall ? &s->wall_ahead : &s->monotonic_ahead;
  int64_t real = t->tv_sec * NS_PER_S + t->tv_nsec;
  bool counts = !(sequence & 1) && s->factor == 1 && real >= s->real &&
                real <= atomic_load_explicit(&p->lease_until, memory_order_relaxed);
  /* One field at a time: copying both at once would wait until the kernel's stores have reached the cache. */
  int64_t s_ahead = ahead->tv_sec, ns = t->tv_nsec + ahead->tv_nsec - NS_PER_S;
  atomic_thread_fence(memory_order_acquire);
  if (!counts || atomic_load_explicit(&p->sequence, memory_order_relaxed) != sequence) return false;
  t->tv_sec += s_ahead + (ns >= 0);
  t->tv_nsec = ns < 0 ? ns + NS_PER_S : ns;
  return true;
}

static inline void read_clock(bool wall, struct timespec *t) {
  if (!read_at_factor_1(wall, t)) *t = timespec_of(virtual_now(wall));
}

static inline double factor_now(void) { return look_at_page().at.factor; }

/* Longest real wait, at a factor above 1, before looking at the page again. */
#define LOOK_AGAIN_NS (100 * NS_PER_MS)

/* Returns the real ns to wait for a virtual moment before the page must be looked at again; 0 if the moment has passed. */
int64_t real_until(int64_t virtual_ns, bool wall);

/* Returns the same for a moment `left` virtual ns after a snapshot. */
int64_t real_after(const struct look *l, int64_t left);

/* Whether the virtual moment at which a wait ends has come. */
bool has_come(int64_t virtual_ns, bool wall);

/*
 * Whether time ran at factor 1 from a snapshot until `real` ns after it, without a stop: then a wait that long is over, and the
 * clock need not be read again. The lease is read first: a stop ends with a new segment, then with a new lease.
 */
static inline bool ran_undisturbed(const struct look *l, int64_t real) {
  const struct time_page *p = page();
  return l->at.factor == 1 && !l->stands_still &&
         atomic_load_explicit(&p->lease_until, memory_order_acquire) - real >= l->clock &&
         atomic_load_explicit(&p->sequence, memory_order_acquire) == l->sequence;
}

/* Converts a moment of the kernel's wall clock, such as a packet's time stamp, to the virtual wall clock. */
int64_t virtual_wall_of(int64_t kernel_wall_ns);

/* Waits for a moment may mean either clock: wall time counts from 1970, monotonic time from the machine's start. */
static inline bool is_wall_moment(const struct timespec *t) { return t->tv_sec > 500000000; }

static inline bool is_wall_clock(clockid_t c) {
  return c == CLOCK_REALTIME || c == CLOCK_REALTIME_COARSE || c == CLOCK_REALTIME_ALARM || c == CLOCK_TAI;
}

static inline bool is_monotonic_clock(clockid_t c) {
  return c == CLOCK_MONOTONIC || c == CLOCK_MONOTONIC_RAW || c == CLOCK_MONOTONIC_COARSE || c == CLOCK_BOOTTIME ||
         c == CLOCK_BOOTTIME_ALARM;
}

#endif
