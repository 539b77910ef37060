/* Finding the shared page, and reading virtual time off it. */
#define _GNU_SOURCE
#include "page.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Path of the page. */
#define PAGE_VARIABLE "LONGHAUL_TIME_PAGE"
/* Where this is set, the page does not exist yet: this process makes it, and owns the clock. Its children find it made. */
#define CREATE_VARIABLE "LONGHAUL_TIME_CREATE"
/* Tells the children, and what this process becomes by exec, whose clock it is: a pid. */
#define OWNER_VARIABLE "LONGHAUL_TIME_OWNER"
/* Digits of the largest pid (proc(5): 4194304), and the end. */
#define PID_CHARACTERS 12
/*
 * Virtual clocks begin so far behind the kernel's. A process that takes its time elsewhere is seconds ahead of all others
 * and found at once, even at factor 1.
 */
#define LAG_NS (5 * NS_PER_S)

/* Longest real wait at a factor above 1 before the page is looked at again. */
#define LOOK_AGAIN_NS (100 * NS_PER_MS)
/* A factor falls by at most a fifth at a time: so much of a wait can be slept through, the rest is looked at again. */
#define SAFE_SHARE 0.8
/* A rest of a wait this short, in virtual ns, is slept through: what a fall could add to it does not matter. */
#define SHORT_REST_NS NS_PER_MS
/* While virtual time stands still there is nothing to reckon with: look again after so long. */
#define STANDSTILL_NS (2 * NS_PER_MS)

struct time_page *time_page;

struct time_page no_page;

static void refuse(const char *why) {
  static const char prefix[] = "longhaul: virtual time: ";
  (void)!LIBC(write)(2, prefix, sizeof prefix - 1);
  (void)!LIBC(write)(2, why, strlen(why));
  (void)!LIBC(write)(2, "\n", 1);
  _exit(3);
}

static void begin(struct time_page *p) {
  struct timespec t;
  LIBC(clock_gettime)(CLOCK_MONOTONIC, &t);
  int64_t real = ns_of(&t);
  LIBC(clock_gettime)(CLOCK_REALTIME, &t);
  struct segment first = { .factor = 1, .real = real, .monotonic = real - LAG_NS, .wall = ns_of(&t) - LAG_NS };
  p->now = p->before = first;
  /* Nobody measures anything before the pacemaker runs. */
  p->lease_until = INT64_MAX;
  atomic_store_explicit(&p->ready, PAGE_READY, memory_order_release);
}

/* Straight from the C library throughout: programs have a `close` and the like of their own, which use what is not ready yet. */
void find_page(void) {
  if (time_page) return;
  const char *path = getenv(PAGE_VARIABLE);
  if (!path || !*path) {
    time_page = &no_page;
    return;
  }
  bool create = getenv(CREATE_VARIABLE) != NULL;
  int fd = LIBC(open)(path, O_RDWR | O_CLOEXEC | (create ? O_CREAT | O_EXCL : 0), 0600);
  if (fd < 0) refuse(create ? "its page cannot be made" : "its page cannot be opened");
  if (create && LIBC(ftruncate)(fd, PAGE_BYTES) != 0) refuse("its page cannot be made");
  struct time_page *p = LIBC(mmap)(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (p == MAP_FAILED) refuse("its page cannot be mapped");
  LIBC(close)(fd);
  if (create) {
    begin(p);
    char pid[PID_CHARACTERS], *digit = pid + PID_CHARACTERS - 1;
    *digit = 0;
    for (int left = getpid(); left > 0; left /= 10) *--digit = '0' + left % 10;
    setenv(OWNER_VARIABLE, digit, 1);
    unsetenv(CREATE_VARIABLE);
  }
  if (atomic_load_explicit(&p->ready, memory_order_acquire) != PAGE_READY) refuse("its page is not ready");
  time_page = p;
}

/* Tells which sources a built library was made of. */
EXPORT const char longhaul_time_source[] = "longhaul-time-source " SOURCE_HASH;

__attribute__((constructor)) static void on_load(void) { find_page(); }

struct look look_at_page(void) {
  struct time_page *p = page();
  struct look l;
  uint32_t begun, ended;
  do {
    begun = atomic_load_explicit(&p->sequence, memory_order_acquire);
    l.at = p->now;
    int64_t until = atomic_load_explicit(&p->lease_until, memory_order_relaxed);
    l.real = real_clock(CLOCK_MONOTONIC);
    if (l.real > until) l.real = until;
    if (l.real < l.at.real) l.real = l.at.real;
    atomic_thread_fence(memory_order_acquire);
    ended = atomic_load_explicit(&p->sequence, memory_order_relaxed);
  } while (begun != ended || (begun & 1));
  return l;
}

int64_t real_until(int64_t virtual_ns, bool wall) {
  struct time_page *p = page();
  struct look l = look_at_page();
  int64_t left = virtual_ns - (wall ? wall_at(&l) : monotonic_at(&l));
  if (left <= 0) return 0;
  double factor = l.at.factor;
  double real = left * factor;
  bool stands_still = l.real >= atomic_load_explicit(&p->lease_until, memory_order_relaxed);
  if (stands_still && real < STANDSTILL_NS) return STANDSTILL_NS;
  /* At factor 1 there is nothing to fall to, and a rise only makes the wait go on when it would have ended. */
  if (factor == 1) return real > INT64_MAX / 2 ? INT64_MAX / 2 : (int64_t)real;
  if (atomic_load_explicit(&p->may_fall, memory_order_relaxed) && left > SHORT_REST_NS) real *= SAFE_SHARE;
  if (real > LOOK_AGAIN_NS) real = LOOK_AGAIN_NS;
  return real < 1 ? 1 : (int64_t)real;
}

void count_wakeup(int64_t virtual_ns, bool wall) {
  static const int64_t edges[] = LATE_EDGES;
  struct time_page *p = page();
  int64_t late = virtual_now(wall) - virtual_ns;
  int i = 0;
  while (i < LATE_COUNTERS - 1 && late >= edges[i]) i++;
  atomic_fetch_add_explicit(&p->wakeups[i], 1, memory_order_relaxed);
}

int64_t virtual_wall_of(int64_t kernel_wall_ns) {
  struct time_page *p = page();
  int64_t real = kernel_wall_ns - real_clock(CLOCK_REALTIME) + real_clock(CLOCK_MONOTONIC);
  struct segment s;
  uint32_t begun, ended;
  do {
    begun = atomic_load_explicit(&p->sequence, memory_order_acquire);
    s = real < p->now.real ? p->before : p->now;
    atomic_thread_fence(memory_order_acquire);
    ended = atomic_load_explicit(&p->sequence, memory_order_relaxed);
  } while (begun != ended || (begun & 1));
  return s.wall + (int64_t)((real - s.real) / s.factor);
}
