/* Converts packets' time stamps, which the kernel takes from its own wall clock. */
#define _GNU_SOURCE
#include "page.h"

#include <string.h>

/*
 * From asm-generic/socket.h. The first of each pair is the C library's SO_TIMESTAMP...; the second came with Linux 5.1 and is
 * the same on 64-bit machines.
 */
static bool is_us(int type) { return type == 29 || type == 63; }
static bool is_ns(int type) { return type == 35 || type == 64; }
/* Three time stamps: the first is the kernel's, the third is by the network device's clock. */
static bool is_three(int type) { return type == 37 || type == 65; }

static void to_virtual(struct timespec *t) {
  if (ns_of(t) != 0) *t = timespec_of(virtual_wall_of(ns_of(t)));
}

static void convert(struct msghdr *message) {
  for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
    /* Shorter if the caller's buffer was full. */
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_len < CMSG_LEN(sizeof(struct timespec))) continue;
    struct timespec t;
    memcpy(&t, CMSG_DATA(c), sizeof t);
    if (is_ns(c->cmsg_type) || is_three(c->cmsg_type)) {
      to_virtual(&t);
    } else if (is_us(c->cmsg_type)) {
      t.tv_nsec *= NS_PER_US;
      to_virtual(&t);
      t.tv_nsec /= NS_PER_US;
    } else {
      continue;
    }
    memcpy(CMSG_DATA(c), &t, sizeof t);
  }
}

EXPORT ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
  ssize_t bytes = LIBC(recvmsg)(fd, message, flags);
  if (bytes >= 0 && message->msg_controllen > 0 && is_virtual()) convert(message);
  return bytes;
}

/* The kernel checks the time-out only when a packet has arrived, and writes the remaining time back. */
EXPORT int recvmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags, struct timespec *timeout) {
  if (!is_virtual()) return LIBC(recvmmsg)(fd, messages, count, flags, timeout);
  double factor = factor_now();
  bool timed = timeout && is_time(timeout);
  struct timespec real;
  if (timed) real = timespec_of(scaled(ns_of(timeout), factor));
  int got = LIBC(recvmmsg)(fd, messages, count, flags, timed ? &real : timeout);
  if (timed) *timeout = timespec_of(scaled(ns_of(&real), 1 / factor));
  for (int i = 0; i < got; i++)
    if (messages[i].msg_hdr.msg_controllen > 0) convert(&messages[i].msg_hdr);
  return got;
}
