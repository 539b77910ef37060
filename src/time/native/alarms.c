/*
 * Kernel timers that expire with a signal: stretched once, by the factor at the time they are set. A later change of the factor
 * moves their virtual expiry: a program that waits for a signal makes no call of ours in which to correct them.
 */
#define _GNU_SOURCE
#include "page.h"

static int64_t ns_of_us(const struct timeval *t) { return (int64_t)t->tv_sec * NS_PER_S + t->tv_usec * NS_PER_US; }

/* Rounds up: an interval below a microsecond must not become 0, which means never. */
static struct timeval timeval_of(int64_t ns) {
  int64_t us = (ns + NS_PER_US - 1) / NS_PER_US;
  return (struct timeval){ us / (NS_PER_S / NS_PER_US), us % (NS_PER_S / NS_PER_US) };
}

static struct timeval stretched_us(struct timeval t, double by) { return timeval_of(scaled(ns_of_us(&t), by)); }
static struct timespec stretched(struct timespec t, double by) { return timespec_of(scaled(ns_of(&t), by)); }

static bool is_interval(const struct timeval *t) { return t->tv_sec >= 0 && t->tv_usec >= 0 && t->tv_usec < 1000000; }

/* The other two timers count CPU time. */
static bool is_slowed(int which) { return which == ITIMER_REAL && is_virtual(); }

EXPORT int getitimer(__itimer_which_t which, struct itimerval *now) {
  int result = LIBC(getitimer)(which, now);
  if (result != 0 || !is_slowed(which)) return result;
  double factor = factor_now();
  *now = (struct itimerval){ stretched_us(now->it_interval, 1 / factor), stretched_us(now->it_value, 1 / factor) };
  return 0;
}

EXPORT int setitimer(__itimer_which_t which, const struct itimerval *restrict asked, struct itimerval *restrict before) {
  if (!is_slowed(which) || !asked || !is_interval(&asked->it_value) || !is_interval(&asked->it_interval))
    return LIBC(setitimer)(which, asked, before);
  double factor = factor_now();
  struct itimerval real = { stretched_us(asked->it_interval, factor), stretched_us(asked->it_value, factor) };
  int result = LIBC(setitimer)(which, &real, before);
  if (result == 0 && before)
    *before = (struct itimerval){ stretched_us(before->it_interval, 1 / factor), stretched_us(before->it_value, 1 / factor) };
  return result;
}

EXPORT unsigned alarm(unsigned s) {
  struct itimerval asked = { .it_value = { s, 0 } }, before;
  if (setitimer(ITIMER_REAL, &asked, &before) != 0) return 0;
  /* Rounded as the C library does: 0 would mean that no alarm was set. */
  unsigned left = before.it_value.tv_sec + (before.it_value.tv_usec >= 500000);
  return left == 0 && before.it_value.tv_usec > 0 ? 1 : left;
}

/* Stretches timers of CPU-time clocks too: their clock is not known here, and only profilers use them. */
EXPORT int timer_gettime(timer_t timer, struct itimerspec *now) {
  int result = LIBC(timer_gettime)(timer, now);
  if (result != 0 || !is_virtual()) return result;
  double factor = factor_now();
  *now = (struct itimerspec){ stretched(now->it_interval, 1 / factor), stretched(now->it_value, 1 / factor) };
  return 0;
}

EXPORT int timer_settime(timer_t timer, int flags, const struct itimerspec *restrict asked, struct itimerspec *restrict before) {
  if (!is_virtual() || !is_time(&asked->it_value) || !is_time(&asked->it_interval))
    return LIBC(timer_settime)(timer, flags, asked, before);
  double factor = factor_now();
  int64_t value = ns_of(&asked->it_value);
  if ((flags & TIMER_ABSTIME) && value > 0) {
    value -= virtual_now(is_wall_moment(&asked->it_value));
    if (value < 1) value = 1;
  }
  struct itimerspec real = { stretched(asked->it_interval, factor), timespec_of(scaled(value, factor)) };
  int result = LIBC(timer_settime)(timer, flags & ~TIMER_ABSTIME, &real, before);
  if (result == 0 && before)
    *before = (struct itimerspec){ stretched(before->it_interval, 1 / factor), stretched(before->it_value, 1 / factor) };
  return result;
}
