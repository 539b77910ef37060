/* Calls that read a clock. */
#define _GNU_SOURCE
#include "page.h"

#include <string.h>

EXPORT int clock_gettime(clockid_t clock, struct timespec *t) {
  bool wall = is_wall_clock(clock);
  /* CPU time of a process or thread stays real. */
  if (!is_virtual() || !(wall || is_monotonic_clock(clock))) return LIBC(clock_gettime)(clock, t);
  read_clock(wall, t);
  return 0;
}

EXPORT int gettimeofday(struct timeval *restrict tv, void *restrict zone) {
  if (!is_virtual()) return LIBC(gettimeofday)(tv, zone);
  struct timespec wall;
  read_clock(true, &wall);
  *tv = (struct timeval){ wall.tv_sec, wall.tv_nsec / NS_PER_US };
  if (zone) memset(zone, 0, sizeof(struct timezone)); /* as the C library does */
  return 0;
}

EXPORT time_t time(time_t *t) {
  if (!is_virtual()) return LIBC(time)(t);
  time_t s = virtual_now(true) / NS_PER_S;
  if (t) *t = s;
  return s;
}

EXPORT int timespec_get(struct timespec *t, int base) {
  if (!is_virtual() || base != TIME_UTC) return LIBC(timespec_get)(t, base);
  read_clock(true, t);
  return base;
}

/* The fields are CPU time, which stays real; the result is a moment. */
EXPORT clock_t times(struct tms *t) {
  clock_t real = LIBC(times)(t);
  return is_virtual() && real != -1 ? virtual_now(false) / (NS_PER_S / sysconf(_SC_CLK_TCK)) : real;
}
