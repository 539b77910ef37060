/*
 * Waits on conditions whose signals arrive about when the wait is restarted. Prints how many signals there were, and how many
 * were lost: sent well before the deadline to a waiting thread that nevertheless waited to the end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PAIRS 4
#define US 1000LL
/* A wait is restarted at reading.c's SAFE_SHARE of its length: the signals arrive around then. */
#define WAIT_NS (1300 * US)
#define ABOUT_NS (1040 * US)
#define SPREAD_NS (160 * US)
#define WELL_BEFORE_NS (50 * US)

static int rounds;

struct pair {
  pthread_mutex_t mutex;
  pthread_cond_t cond, asked;
  int waits, told;
  int64_t told_at;
  int signals, lost;
  unsigned seed;
};

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000 * US + t.tv_nsec;
}

static struct timespec of(int64_t ns) { return (struct timespec){ ns / (1000000 * US), ns % (1000000 * US) }; }

static void *tell(void *place) {
  struct pair *p = place;
  for (int i = 0; i < rounds; i++) {
    pthread_mutex_lock(&p->mutex);
    while (!p->waits) pthread_cond_wait(&p->asked, &p->mutex);
    p->waits = 0;
    pthread_mutex_unlock(&p->mutex);
    struct timespec pause = of(ABOUT_NS - SPREAD_NS + rand_r(&p->seed) % (2 * SPREAD_NS));
    nanosleep(&pause, NULL);
    pthread_mutex_lock(&p->mutex);
    p->told = 1;
    pthread_cond_signal(&p->cond);
    p->told_at = now();
    pthread_mutex_unlock(&p->mutex);
  }
  return NULL;
}

static void *wait(void *place) {
  struct pair *p = place;
  pthread_mutex_lock(&p->mutex);
  for (int i = 0; i < rounds; i++) {
    p->waits = 1;
    pthread_cond_signal(&p->asked);
    while (!p->told) {
      int64_t until = now() + WAIT_NS;
      struct timespec t = of(until);
      int error = pthread_cond_clockwait(&p->cond, &p->mutex, CLOCK_MONOTONIC, &t);
      if (error == ETIMEDOUT && p->told && p->told_at < until - WELL_BEFORE_NS) p->lost++;
    }
    p->told = 0;
    p->signals++;
  }
  pthread_mutex_unlock(&p->mutex);
  return NULL;
}

int main(int count, char **arguments) {
  static struct pair pairs[PAIRS];
  pthread_t threads[2 * PAIRS];
  rounds = (count > 1 ? atoi(arguments[1]) : 10000) / PAIRS;
  for (int i = 0; i < PAIRS; i++) {
    pairs[i].seed = i;
    pthread_mutex_init(&pairs[i].mutex, NULL);
    pthread_cond_init(&pairs[i].cond, NULL);
    pthread_cond_init(&pairs[i].asked, NULL);
    pthread_create(&threads[2 * i], NULL, tell, &pairs[i]);
    pthread_create(&threads[2 * i + 1], NULL, wait, &pairs[i]);
  }
  int signals = 0, lost = 0;
  for (int i = 0; i < 2 * PAIRS; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < PAIRS; i++) {
    signals += pairs[i].signals;
    lost += pairs[i].lost;
  }
  printf("{\"signals\":%d,\"lost\":%d}\n", signals, lost);
  return 0;
}
