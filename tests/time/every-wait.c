/* Calls every function that waits for a time, and prints how long it took by the clock it sees: name, wanted ms, took ms. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define MS 1000000LL
#define REPEATS 4

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, held = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_cond_t on_wall = PTHREAD_COND_INITIALIZER, on_monotonic;
static sem_t semaphore;
static int word, epoll, timer;

static int64_t now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000 * MS + t.tv_nsec;
}

static struct timespec of(int64_t ns) { return (struct timespec){ ns / (1000 * MS), ns % (1000 * MS) }; }
static struct timespec in(int64_t ns, clockid_t clock) { return of(now(clock) + ns); }

static bool timed_out(int result) { return result == ETIMEDOUT || (result == -1 && (errno == ETIMEDOUT || errno == EAGAIN)); }

/* Waits on a condition as programs do: until the time is over, ignoring earlier wake-ups. */
#define WAIT_COND(call) \
  pthread_mutex_lock(&mutex); \
  int e; \
  while ((e = call) == 0) {} \
  pthread_mutex_unlock(&mutex); \
  return e == ETIMEDOUT

static bool cond_wall(int64_t ns) {
  struct timespec t = in(ns, CLOCK_REALTIME);
  WAIT_COND(pthread_cond_timedwait(&on_wall, &mutex, &t));
}
static bool cond_monotonic(int64_t ns) {
  struct timespec t = in(ns, CLOCK_MONOTONIC);
  WAIT_COND(pthread_cond_timedwait(&on_monotonic, &mutex, &t));
}
static bool cond_clock(int64_t ns) {
  struct timespec t = in(ns, CLOCK_MONOTONIC);
  WAIT_COND(pthread_cond_clockwait(&on_wall, &mutex, CLOCK_MONOTONIC, &t));
}

#define UNTIL(name, clock, call) \
  static bool name(int64_t ns) { \
    struct timespec t = in(ns, clock); \
    return timed_out(call); \
  }
UNTIL(mutex_timed, CLOCK_REALTIME, pthread_mutex_timedlock(&held, &t))
UNTIL(mutex_clock, CLOCK_MONOTONIC, pthread_mutex_clocklock(&held, CLOCK_MONOTONIC, &t))
UNTIL(rwlock_read, CLOCK_REALTIME, pthread_rwlock_timedrdlock(&rwlock, &t))
UNTIL(rwlock_write, CLOCK_REALTIME, pthread_rwlock_timedwrlock(&rwlock, &t))
UNTIL(rwlock_clock_read, CLOCK_MONOTONIC, pthread_rwlock_clockrdlock(&rwlock, CLOCK_MONOTONIC, &t))
UNTIL(rwlock_clock_write, CLOCK_MONOTONIC, pthread_rwlock_clockwrlock(&rwlock, CLOCK_MONOTONIC, &t))
UNTIL(sem_timed, CLOCK_REALTIME, sem_timedwait(&semaphore, &t))
UNTIL(sem_clock, CLOCK_MONOTONIC, sem_clockwait(&semaphore, CLOCK_MONOTONIC, &t))
UNTIL(futex_monotonic, CLOCK_MONOTONIC, syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, &t, NULL, FUTEX_BITSET_MATCH_ANY))
UNTIL(futex_wall, CLOCK_REALTIME,
      syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &t, NULL, FUTEX_BITSET_MATCH_ANY))

#define FOR(name, succeeds) \
  static bool name(int64_t ns) { \
    struct timespec t = of(ns); \
    struct timeval us = { 0, ns / 1000 }; \
    struct epoll_event event; \
    (void)t, (void)us, (void)event; \
    return succeeds; \
  }
static sigset_t *signals(void) {
  static sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  return &set;
}
FOR(futex_relative, timed_out(syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &t)))
FOR(by_poll, poll(NULL, 0, ns / MS) == 0)
FOR(by_ppoll, ppoll(NULL, 0, &t, NULL) == 0)
FOR(by_select, select(0, NULL, NULL, NULL, &us) == 0 && us.tv_sec == 0 && us.tv_usec == 0)
FOR(by_pselect, pselect(0, NULL, NULL, NULL, &t, NULL) == 0)
FOR(by_epoll_wait, epoll_wait(epoll, &event, 1, ns / MS) == 0)
FOR(by_epoll_pwait, epoll_pwait(epoll, &event, 1, ns / MS, NULL) == 0)
FOR(by_epoll_pwait2, epoll_pwait2(epoll, &event, 1, &t, NULL) == 0)
FOR(by_sigtimedwait, timed_out(sigtimedwait(signals(), NULL, &t)))
FOR(by_nanosleep, nanosleep(&t, NULL) == 0)
FOR(by_usleep, usleep(ns / 1000) == 0)
FOR(by_clock_nanosleep, clock_nanosleep(CLOCK_MONOTONIC, 0, &t, NULL) == 0)
FOR(by_syscall_nanosleep, syscall(SYS_nanosleep, &t, NULL) == 0)

#define SLEEP_UNTIL(name, clock) \
  static bool name(int64_t ns) { \
    struct timespec t = in(ns, clock); \
    return clock_nanosleep(clock, TIMER_ABSTIME, &t, NULL) == 0; \
  }
SLEEP_UNTIL(until_monotonic, CLOCK_MONOTONIC)
SLEEP_UNTIL(until_wall, CLOCK_REALTIME)

/* Waits without a time-out, until a timer ends the wait. */
static bool by_timer(int flags, struct timespec value, struct timespec interval, uint64_t times) {
  struct itimerspec t = { interval, value };
  if (timerfd_settime(timer, flags, &t, NULL) != 0) return false;
  for (uint64_t seen = 0, ticks; seen < times; seen += ticks) {
    struct pollfd p = { timer, POLLIN, 0 };
    if (poll(&p, 1, -1) != 1 || read(timer, &ticks, sizeof ticks) != sizeof ticks) return false;
  }
  struct itimerspec off = { 0 };
  return timerfd_settime(timer, 0, &off, NULL) == 0;
}
static bool timer_relative(int64_t ns) { return by_timer(0, of(ns), of(0), 1); }
static bool timer_absolute(int64_t ns) { return by_timer(TFD_TIMER_ABSTIME, in(ns, CLOCK_MONOTONIC), of(0), 1); }
static bool timer_interval(int64_t ns) { return by_timer(0, of(ns / 4), of(ns / 4), 4); }

static bool by_alarm_signal(int64_t ns) {
  struct itimerval t = { .it_value = { 0, ns / 1000 } };
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGALRM);
  int which;
  return setitimer(ITIMER_REAL, &t, NULL) == 0 && sigwait(&set, &which) == 0 && which == SIGALRM;
}
static bool by_posix_timer(int64_t ns) {
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
  struct itimerspec t = { .it_value = of(ns) };
  timer_t made;
  int which;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGALRM);
  bool good = timer_create(CLOCK_MONOTONIC, &event, &made) == 0 && timer_settime(made, 0, &t, NULL) == 0 &&
              sigwait(&set, &which) == 0;
  timer_delete(made);
  return good;
}

/* `kernel`: the kernel keeps the time, and learns of a new factor late or never. */
static const struct { const char *name; bool (*wait)(int64_t); bool kernel; } waits[] = {
  { "pthread_cond_timedwait (wall)", cond_wall, false }, { "pthread_cond_timedwait (monotonic)", cond_monotonic, false },
  { "pthread_cond_clockwait", cond_clock, false }, { "pthread_mutex_timedlock", mutex_timed, false },
  { "pthread_mutex_clocklock", mutex_clock, false }, { "pthread_rwlock_timedrdlock", rwlock_read, false },
  { "pthread_rwlock_timedwrlock", rwlock_write, false }, { "pthread_rwlock_clockrdlock", rwlock_clock_read, false },
  { "pthread_rwlock_clockwrlock", rwlock_clock_write, false }, { "sem_timedwait", sem_timed, false },
  { "sem_clockwait", sem_clock, false }, { "futex (monotonic)", futex_monotonic, false },
  { "futex (wall)", futex_wall, false }, { "futex (relative)", futex_relative, false }, { "poll", by_poll, false },
  { "ppoll", by_ppoll, false }, { "select", by_select, false }, { "pselect", by_pselect, false },
  { "epoll_wait", by_epoll_wait, false }, { "epoll_pwait", by_epoll_pwait, false },
  { "epoll_pwait2", by_epoll_pwait2, false }, { "sigtimedwait", by_sigtimedwait, false },
  { "nanosleep", by_nanosleep, false }, { "usleep", by_usleep, false }, { "clock_nanosleep", by_clock_nanosleep, false },
  { "nanosleep by syscall", by_syscall_nanosleep, false }, { "clock_nanosleep until (monotonic)", until_monotonic, false },
  { "clock_nanosleep until (wall)", until_wall, false }, { "timerfd (relative)", timer_relative, true },
  { "timerfd (absolute)", timer_absolute, true }, { "timerfd (interval)", timer_interval, true },
  { "setitimer", by_alarm_signal, true }, { "timer_settime", by_posix_timer, true },
};

static void *hold(void *ready) {
  pthread_mutex_lock(&held);
  pthread_rwlock_wrlock(&rwlock);
  sem_post(ready);
  pause();
  return NULL;
}

int main(int count, char **arguments) {
  int64_t ns = (count > 1 ? atoi(arguments[1]) : 12) * MS;
  pthread_condattr_t monotonic;
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&on_monotonic, &monotonic);
  sigset_t blocked = *signals();
  sigaddset(&blocked, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &blocked, NULL);
  sem_init(&semaphore, 0, 0);
  epoll = epoll_create1(0);
  timer = timerfd_create(CLOCK_MONOTONIC, 0);
  sem_t ready;
  sem_init(&ready, 0, 0);
  pthread_t holder;
  pthread_create(&holder, NULL, hold, &ready);
  sem_wait(&ready);
  for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      int64_t begun = now(CLOCK_MONOTONIC);
      bool good = waits[i].wait(ns);
      printf("{\"name\":\"%s\",\"good\":%s,\"kernel\":%s,\"wantedMs\":%.3f,\"tookMs\":%.6f}\n", waits[i].name,
             good ? "true" : "false", waits[i].kernel ? "true" : "false", ns / 1e6, (now(CLOCK_MONOTONIC) - begun) / 1e6);
    }
  return 0;
}
