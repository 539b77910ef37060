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
/* 146 years: later than any moment that is meant, and a sum of two still fits. */
#define FOR_EVER_NS (INT64_MAX / 2)

/* Set once a page is whole; a process that finds anything else refuses to start. */
#define PAGE_READY 0x6c68746e /* "lhtn" */
#define PAGE_BYTES 4096
/* A busy machine begins several a second, and what is stamped may be read late. */
#define SEGMENTS 16

/* A stretch in which the factor does not change. Times in ns; `real` is CLOCK_MONOTONIC. */
struct segment {
  double factor;
  int64_t real;
  int64_t monotonic;
  int64_t wall;
};

struct time_page {
  _Atomic uint32_t ready;
  /* Raised when a segment is about to begin, and again once it has: odd in between (a sequence lock). */
  _Atomic uint32_t sequence;
  /* The one in force is at half the sequence, modulo their number. The others are those before, for stamps made then. */
  struct segment segments[SEGMENTS];
  /* Real ns at which virtual time stops, unless the pacemaker renews it: a machine that stands still stops its clock too. */
  _Atomic int64_t lease_until;
  /* The pacemaker's thread; the kernel adds FUTEX_OWNER_DIED when it ends, however it does (robust futexes, futex(2)). */
  _Atomic uint32_t pacemaker;
  /* Whether the factor may fall: then long waits look at the page on their way. */
  _Atomic uint32_t may_fall;
  /* Real ns that virtual time has stood still for want of the pacemaker, in all. */
  _Atomic int64_t stood_still;
};

/* The page in force; `no_page` where none was given, and every call goes straight to the C library. */
extern struct time_page *time_page;
extern struct time_page no_page;

/* Finds the page that the environment names, once; also called by whatever runs before this library's constructor. */
void find_page(void);

static inline struct time_page *page(void) {
  if (__builtin_expect(!time_page, 0)) find_page();
  return time_page;
}

static inline bool is_virtual(void) { return page() != &no_page; }

/* Also right for moments further away than 64 bits of ns reach, such as INT64_MAX seconds. */
static inline int64_t ns_of(const struct timespec *t) {
  if (t->tv_sec >= FOR_EVER_NS / NS_PER_S) return FOR_EVER_NS;
  if (t->tv_sec <= -FOR_EVER_NS / NS_PER_S) return -FOR_EVER_NS;
  return (int64_t)t->tv_sec * NS_PER_S + t->tv_nsec;
}

static inline struct timespec timespec_of(int64_t ns) {
  if (ns < 0) ns = 0;
  return (struct timespec){ ns / NS_PER_S, ns % NS_PER_S };
}

/* What the kernel takes for a length of time or a moment; it refuses all else with EINVAL, and so it is given it as it is. */
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

/* Then nobody renews the lease any more, and time goes on without one: those left behind must come to their ends. */
static inline bool has_lost_pacemaker(struct time_page *p) {
  return atomic_load_explicit(&p->pacemaker, memory_order_relaxed) & FUTEX_OWNER_DIED;
}

static inline struct segment *segment_at(struct time_page *p, uint32_t sequence) {
  return &p->segments[(sequence >> 1) % SEGMENTS];
}

/* One consistent look: the segment in force, the real clock, and the real moment (not beyond the lease) that counts. */
struct look {
  struct segment at;
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

static inline double factor_now(void) { return look_at_page().at.factor; }

/* Longest real wait at a factor above 1 before the page is looked at again. */
#define LOOK_AGAIN_NS (100 * NS_PER_MS)

/* Real ns to wait for a virtual moment, before the page must be looked at again; 0 when it has come. */
int64_t real_until(int64_t virtual_ns, bool wall);

/* The same for a moment that is `left` virtual ns after a look. */
int64_t real_after(const struct look *l, int64_t left);

/* Whether the virtual moment has come at which a wait ends. */
bool has_come(int64_t virtual_ns, bool wall);

/* A moment of the kernel's wall clock, such as a packet's stamp, on the virtual wall clock. */
int64_t virtual_wall_of(int64_t kernel_wall_ns);

/* What waits for a moment may be about either clock; wall time counts from 1970, monotonic time from the machine's start. */
static inline bool is_wall_moment(const struct timespec *t) { return t->tv_sec > 500000000; }

static inline bool is_wall_clock(clockid_t c) {
  return c == CLOCK_REALTIME || c == CLOCK_REALTIME_COARSE || c == CLOCK_REALTIME_ALARM || c == CLOCK_TAI;
}

static inline bool is_monotonic_clock(clockid_t c) {
  return c == CLOCK_MONOTONIC || c == CLOCK_MONOTONIC_RAW || c == CLOCK_MONOTONIC_COARSE || c == CLOCK_BOOTTIME ||
         c == CLOCK_BOOTTIME_ALARM;
}

#endif
