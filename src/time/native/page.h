/* The page that all processes of a rehearsal share: how virtual time follows from the kernel's CLOCK_MONOTONIC. */
#ifndef LONGHAUL_PAGE_H
#define LONGHAUL_PAGE_H

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

#define EXPORT __attribute__((visibility("default")))
#define NS_PER_S 1000000000LL
#define NS_PER_US 1000LL
#define NS_PER_MS 1000000LL

/*
 * Looks a symbol of the C library up once. glibc 2.34 moved dlsym; the older version number keeps the library loadable on
 * glibc 2.28 and later.
 */
#if defined(__x86_64__)
__asm__(".symver dlsym,dlsym@GLIBC_2.2.5");
#elif defined(__aarch64__)
__asm__(".symver dlsym,dlsym@GLIBC_2.17");
#else
#error "virtual time is built for x86_64 and aarch64"
#endif
#define LIBC(name)                                                                                                     \
  ({                                                                                                                   \
    static __typeof__(&name) found_;                                                                                   \
    if (!found_) found_ = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                                  \
    found_;                                                                                                            \
  })

/* Set once a page is whole; a process that finds anything else refuses to start. */
#define PAGE_READY 0x6c68746d /* "lhtm" */
#define PAGE_BYTES 4096
/* Upper edges, in virtual ns, of the counters of late wakeups; the last has none. */
#define LATE_EDGES { 2 * NS_PER_MS, 5 * NS_PER_MS, 10 * NS_PER_MS, 20 * NS_PER_MS, 50 * NS_PER_MS }
#define LATE_COUNTERS 6

/* A stretch in which the factor does not change. Times in ns; `real` is CLOCK_MONOTONIC. */
struct segment {
  double factor;
  int64_t real;
  int64_t monotonic;
  int64_t wall;
};

struct time_page {
  _Atomic uint32_t ready;
  /* Odd while the segments are being written (a sequence lock). */
  _Atomic uint32_t sequence;
  struct segment now;
  /* The segment before, for stamps the kernel made shortly before a change. */
  struct segment before;
  /* Real ns at which virtual time stops, unless the pacemaker renews it: a machine that stands still stops its clock too. */
  _Atomic int64_t lease_until;
  /* Whether the factor may fall: then long waits look at the page on their way. */
  _Atomic uint32_t may_fall;
  /* Real ns that virtual time has stood still for want of the pacemaker, in all. */
  _Atomic int64_t stood_still;
  /* Timed waits of all processes that ended with their time, by how late they did. */
  _Atomic uint64_t wakeups[LATE_COUNTERS];
};

/* The page in force; one that leaves time as it is where none was given. */
extern struct time_page *time_page;

/* Finds the page that the environment names, once; also called by whatever runs before this library's constructor. */
void find_page(void);

static inline struct time_page *page(void) {
  if (__builtin_expect(!time_page, 0)) find_page();
  return time_page;
}

/* The page of a process that was given none: every call goes straight to the C library. */
extern struct time_page no_page;

static inline bool is_virtual(void) { return page() != &no_page; }

static inline int64_t ns_of(const struct timespec *t) { return (int64_t)t->tv_sec * NS_PER_S + t->tv_nsec; }

static inline struct timespec timespec_of(int64_t ns) {
  if (ns < 0) ns = 0;
  return (struct timespec){ ns / NS_PER_S, ns % NS_PER_S };
}

static inline int64_t real_clock(clockid_t clock) {
  struct timespec t;
  LIBC(clock_gettime)(clock, &t);
  return ns_of(&t);
}

/* One consistent look: the segment in force, and the real moment (not beyond the lease) that belongs to it. */
struct look {
  struct segment at;
  int64_t real;
};
struct look look_at_page(void);

static inline int64_t elapsed(const struct look *l) { return (int64_t)((l->real - l->at.real) / l->at.factor); }
static inline int64_t monotonic_at(const struct look *l) { return l->at.monotonic + elapsed(l); }
static inline int64_t wall_at(const struct look *l) { return l->at.wall + elapsed(l); }

static inline int64_t virtual_now(bool wall) {
  struct look l = look_at_page();
  return wall ? wall_at(&l) : monotonic_at(&l);
}

/* Real ns to wait for a virtual moment, before the page must be looked at again; 0 when it has come. */
int64_t real_until(int64_t virtual_ns, bool wall);

/* Counts a timed wait whose virtual moment has come. */
void count_wakeup(int64_t virtual_ns, bool wall);

/* A moment of the kernel's wall clock, such as a packet's stamp, on the virtual wall clock. */
int64_t virtual_wall_of(int64_t kernel_wall_ns);

/* What waits for a moment may be about either clock; wall time counts from 1970, monotonic time from the machine's start. */
static inline bool is_wall_moment(const struct timespec *t) { return t->tv_sec > 500000000; }

static inline bool is_wall_clock(clockid_t c) { return c == CLOCK_REALTIME || c == CLOCK_REALTIME_COARSE || c == CLOCK_TAI; }

static inline bool is_monotonic_clock(clockid_t c) {
  return c == CLOCK_MONOTONIC || c == CLOCK_MONOTONIC_RAW || c == CLOCK_MONOTONIC_COARSE || c == CLOCK_BOOTTIME;
}

#endif
