/* Packets' stamps: the kernel makes them by its own wall clock. */
#define _GNU_SOURCE
#include "page.h"

#include <linux/errqueue.h>
#include <string.h>
#include <sys/socket.h>

/* From asm-generic/socket.h: 64-bit forms that the C library's headers do not all name. */
#define STAMP_US SO_TIMESTAMP
#define STAMP_NS SO_TIMESTAMPNS
#define STAMPS SO_TIMESTAMPING

static void to_virtual(struct timespec *t) {
  if (ns_of(t) != 0) *t = timespec_of(virtual_wall_of(ns_of(t)));
}

static void convert(struct msghdr *message) {
  for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
    if (c->cmsg_level != SOL_SOCKET) continue;
    struct timespec t;
    if (c->cmsg_type == STAMP_NS || c->cmsg_type == STAMPS) {
      memcpy(&t, CMSG_DATA(c), sizeof t);
      to_virtual(&t);
      memcpy(CMSG_DATA(c), &t, sizeof t);
    } else if (c->cmsg_type == STAMP_US) {
      struct timeval us;
      memcpy(&us, CMSG_DATA(c), sizeof us);
      t = (struct timespec){ us.tv_sec, us.tv_usec * NS_PER_US };
      to_virtual(&t);
      us = (struct timeval){ t.tv_sec, t.tv_nsec / NS_PER_US };
      memcpy(CMSG_DATA(c), &us, sizeof us);
    }
  }
}

EXPORT ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
  ssize_t bytes = LIBC(recvmsg)(fd, message, flags);
  if (bytes >= 0 && message->msg_controllen > 0 && is_virtual()) convert(message);
  return bytes;
}

EXPORT int recvmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags, struct timespec *timeout) {
  int got = LIBC(recvmmsg)(fd, messages, count, flags, timeout);
  if (is_virtual())
    for (int i = 0; i < got; i++)
      if (messages[i].msg_hdr.msg_controllen > 0) convert(&messages[i].msg_hdr);
  return got;
}
