/*
 * A fixed piece of work, to tell what a CPU second is worth: on a faster machine it does more of it, beside programs that share
 * caches and cores less. Made like the inner loops of a software video decoder: bits read with branches that nobody can predict,
 * blocks copied from the previous picture with half-sample interpolation, residuals transformed and added.
 */
#define _GNU_SOURCE
#include "libc.h"

#include <stdint.h>

#define WIDTH 1280
#define HEIGHT 720
#define BLOCK 16
/* Rows and columns beyond a block that interpolation and motion reach. */
#define REACH 24
#define CONTEXTS 64
#define SYMBOLS 24
#define ROWS (HEIGHT + 2 * REACH)
#define STRIDE (WIDTH + 2 * REACH)

static uint8_t pictures[2][ROWS * STRIDE];
static uint8_t contexts[CONTEXTS];
static uint32_t noise = 1;
static int next_block;

static uint32_t draw(void) { return noise = noise * 1664525u + 1013904223u; }

/* Adaptive binary decoding: each bit moves its context, and depends on the one before. */
static uint32_t read_symbols(int16_t coefficients[64]) {
  uint32_t range = 510, value = draw() >> 23, bits = 0, left = 0;
  for (int i = 0; i < SYMBOLS; i++) {
    uint8_t *context = &contexts[(bits ^ (uint32_t)i) % CONTEXTS];
    uint32_t least = (range * (8u + *context)) >> 7;
    range -= least;
    bool is_likely = value < range;
    if (is_likely) {
      if (*context > 1) *context -= 1;
    } else {
      value -= range;
      range = least ? least : 1;
      *context += (uint8_t)((48 - *context) >> 2);
      coefficients[(bits * 7 + (uint32_t)i) % 64] = (int16_t)((int)(bits & 31) - 16);
    }
    bits = bits << 1 | is_likely;
    while (range < 256) {
      if (left-- == 0) left = 7;
      range <<= 1;
      value = (value << 1 | (noise >> left & 1)) & 511;
    }
  }
  return bits;
}

static void predict(uint8_t *to, const uint8_t *from, bool half) {
  for (int y = 0; y < BLOCK; y++, to += STRIDE, from += STRIDE)
    for (int x = 0; x < BLOCK; x++)
      to[x] = half ? (uint8_t)((from[x] + from[x + 1] + from[x + STRIDE] + from[x + STRIDE + 1] + 2) >> 2) : from[x];
}

static void butterfly(int16_t *c, int step) {
  int a = c[0] + c[4 * step], b = c[0] - c[4 * step], d = c[2 * step] + (c[6 * step] >> 1), e = (c[2 * step] >> 1) - c[6 * step];
  int p = c[step] + c[7 * step], q = c[3 * step] + c[5 * step], r = c[step] - c[7 * step], s = c[3 * step] - c[5 * step];
  int16_t out[8] = { a + d + p, b + e + q, b - e + r, a - d + s, a - d - s, b - e - r, b + e - q, a + d - p };
  for (int i = 0; i < 8; i++) c[i * step] = (int16_t)(out[i] >> 1);
}

static void add_residual(uint8_t *to, int16_t coefficients[64]) {
  for (int i = 0; i < 8; i++) butterfly(coefficients + 8 * i, 1);
  for (int i = 0; i < 8; i++) butterfly(coefficients + i, 8);
  for (int y = 0; y < 8; y++)
    for (int x = 0; x < 8; x++) {
      int sample = to[y * STRIDE + x] + (coefficients[8 * y + x] >> 3);
      to[y * STRIDE + x] = (uint8_t)(sample < 0 ? 0 : sample > 255 ? 255 : sample);
    }
}

static void decode_block(void) {
  const int blocks = WIDTH / BLOCK * (HEIGHT / BLOCK);
  int now = next_block / blocks & 1, place = next_block % blocks;
  next_block = (next_block + 1) % (2 * blocks);
  int at = (REACH + place / (WIDTH / BLOCK) * BLOCK) * STRIDE + REACH + place % (WIDTH / BLOCK) * BLOCK;
  int16_t coefficients[64] = { 0 };
  uint32_t bits = read_symbols(coefficients);
  int motion = ((int)(bits & 15) - 8) + ((int)(bits >> 4 & 15) - 8) * STRIDE;
  predict(&pictures[now][at], &pictures[!now][at + motion], bits >> 8 & 1);
  for (int quarter = 0; quarter < 4; quarter++) {
    coefficients[quarter] = (int16_t)(bits >> quarter & 63);
    add_residual(&pictures[now][at + (quarter >> 1) * 8 * STRIDE + (quarter & 1) * 8], coefficients);
  }
}

/*
 * Does the work of so many blocks of 16 x 16, after some that are not counted: those find the caches as somebody else left them.
 * Returns the CPU time of this thread that the counted ones took, ns. One caller at a time.
 */
EXPORT double longhaul_work(int uncounted, int blocks) {
  struct timespec before, after;
  for (int i = 0; i < uncounted; i++) decode_block();
  LIBC(clock_gettime)(CLOCK_THREAD_CPUTIME_ID, &before);
  for (int i = 0; i < blocks; i++) decode_block();
  LIBC(clock_gettime)(CLOCK_THREAD_CPUTIME_ID, &after);
  return (double)(after.tv_sec - before.tv_sec) * 1e9 + (double)(after.tv_nsec - before.tv_nsec);
}
