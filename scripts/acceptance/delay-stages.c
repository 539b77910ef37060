// Preloaded into every process of a rehearsal by stages.ts: slows Chromium's AV1 decoder, or holds what the router writes to one host.
//   gcc -shared -fPIC -O2 -o delay-stages.so delay-stages.c -lpthread -ldl
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// The clock and its waits are those of src/time/native, which is preloaded before.
static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void wait_ms(double ms) {
  if (ms <= 0) return;
  struct timespec left = {(time_t)(ms / 1e3), (long)((ms - 1e3 * (time_t)(ms / 1e3)) * 1e6)};
  while (nanosleep(&left, &left) != 0) continue;
}

static double setting(const char *name) {
  const char *text = getenv(name);
  return text == NULL ? 0 : atof(text);
}

int dav1d_send_data(void *context, void *data) {
  static int (*real)(void *, void *);
  if (real == NULL) real = dlsym(RTLD_NEXT, "dav1d_send_data");
  wait_ms(setting("DECODING_MS"));
  return real(context, data);
}

enum { HELD = 4096, PACKET = 2048 };
static struct held {
  double due_ms;
  int fd;
  size_t bytes;
  uint8_t packet[PACKET];
} held[HELD];
static unsigned in, out;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static ssize_t (*real_write)(int, const void *, size_t);

static void *release(void *unused) {
  for (;;) {
    pthread_mutex_lock(&lock);
    while (in == out) pthread_cond_wait(&more, &lock);
    struct held *next = &held[out % HELD];
    pthread_mutex_unlock(&lock);
    wait_ms(next->due_ms - now_ms());
    real_write(next->fd, next->packet, next->bytes);
    pthread_mutex_lock(&lock);
    out++;
    pthread_mutex_unlock(&lock);
  }
  return unused;
}

/** Tells RTP (RFC 3550) in UDP to the last two bytes of an address from everything else, probes and RTCP included. */
static int is_media_to(const uint8_t *packet, size_t bytes, long host) {
  if (bytes < 40 || bytes > PACKET || packet[0] != 0x45 || packet[9] != 17) return 0;
  if (packet[16] != 10 || packet[17] != 77 || (packet[18] << 8 | packet[19]) != host) return 0;
  int type = packet[29] & 0x7f;
  return packet[28] >> 6 == 2 && (type < 64 || type > 95);
}

ssize_t write(int fd, const void *data, size_t bytes) {
  static double late_ms = -1;
  static long host;
  if (late_ms < 0) {
    real_write = dlsym(RTLD_NEXT, "write");
    host = (long)setting("LATE_HOST");
    late_ms = setting("LATE_MS");
  }
  if (late_ms == 0 || !is_media_to(data, bytes, host)) return real_write(fd, data, bytes);
  static pthread_t thread;
  pthread_mutex_lock(&lock);
  if (thread == 0) pthread_create(&thread, NULL, release, NULL);
  struct held *last = &held[in % HELD];
  last->due_ms = now_ms() + late_ms;
  last->fd = fd;
  last->bytes = bytes;
  memcpy(last->packet, data, bytes);
  in++;
  pthread_cond_signal(&more);
  pthread_mutex_unlock(&lock);
  return (ssize_t)bytes;
}
