/* Finds and maps the shared page. */
#define _GNU_SOURCE
#include "page.h"

#include <stdlib.h>
#include <string.h>

/* Path of the page file. */
#define PAGE_VARIABLE "LONGHAUL_TIME_PAGE"
/* Set if the page does not exist yet: this process creates it and owns the clock; its children find it there. */
#define CREATE_VARIABLE "LONGHAUL_TIME_CREATE"
/* Pid of the clock's owner, for the children and for what this process becomes by exec. */
#define OWNER_VARIABLE "LONGHAUL_TIME_OWNER"
/* Digits of the largest pid (proc(5): 4194304) and the terminating zero. */
#define PID_CHARACTERS 12
/*
 * Offset by which virtual clocks start behind the kernel's. A process that reads its time elsewhere is seconds ahead of all
 * others and is found at once, even at factor 1.
 */
#define LAG_NS (5 * NS_PER_S)

struct time_page *time_page;

struct time_page no_page;

_Static_assert(sizeof(struct time_page) <= PAGE_BYTES, "the page holds it all");

static void refuse(const char *why) {
  static const char prefix[] = "longhaul: virtual time: ";
  (void)!LIBC(write)(2, prefix, sizeof prefix - 1);
  (void)!LIBC(write)(2, why, strlen(why));
  (void)!LIBC(write)(2, "\n", 1);
  _exit(3);
}

static void begin(struct time_page *p) {
  int64_t real = real_clock(CLOCK_MONOTONIC), wall = real_clock(CLOCK_REALTIME);
  for (int i = 0; i < SEGMENTS; i++) p->segments[i] = segment_of(1, real, real - LAG_NS, wall - LAG_NS);
  /* No lease yet: nothing is measured before the pacemaker runs. */
  p->lease_until = INT64_MAX;
  atomic_store_explicit(&p->ready, PAGE_READY, memory_order_release);
}

/* Calls the C library directly throughout: programs may define their own `close` and the like, which use what is not ready yet. */
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
  /* Touching the missing part of a shorter file would raise SIGBUS. */
  if (LIBC(lseek)(fd, 0, SEEK_END) < PAGE_BYTES) refuse("its page is not ready");
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

/* Identifies the sources that a built library was made from. */
EXPORT const char longhaul_time_source[] = "longhaul-time-source " SOURCE_HASH;

__attribute__((constructor)) static void on_load(void) {
  find_libc();
  find_page();
}
