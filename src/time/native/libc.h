/* The C library's own calls, behind the ones of the same name in here. */
#ifndef LONGHAUL_LIBC_H
#define LONGHAUL_LIBC_H

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

/*
 * All that are used: those we stand before, those whose version number is newer than glibc 2.28 although they are older, and
 * those that programs have of their own (`close`).
 */
#define LIBC_CALLS(CALL) \
  CALL(clock_gettime) CALL(gettimeofday) CALL(time) CALL(times) CALL(timespec_get) \
  CALL(poll) CALL(ppoll) CALL(select) CALL(pselect) CALL(epoll_wait) CALL(epoll_pwait) \
  CALL(nanosleep) CALL(clock_nanosleep) CALL(sigtimedwait) CALL(syscall) \
  CALL(pthread_cond_timedwait) CALL(pthread_cond_clockwait) CALL(pthread_mutex_timedlock) CALL(pthread_mutex_clocklock) \
  CALL(pthread_rwlock_timedrdlock) CALL(pthread_rwlock_timedwrlock) \
  CALL(pthread_rwlock_clockrdlock) CALL(pthread_rwlock_clockwrlock) CALL(sem_timedwait) CALL(sem_clockwait) \
  CALL(timerfd_create) CALL(timerfd_settime) CALL(timerfd_gettime) \
  CALL(setitimer) CALL(getitimer) CALL(timer_settime) CALL(timer_gettime) CALL(recvmsg) CALL(recvmmsg) \
  CALL(pthread_create) CALL(pthread_detach) \
  CALL(open) CALL(lseek) CALL(ftruncate) CALL(mmap) CALL(close) CALL(write)

#define LIBC_FIELD(name) __typeof__(&name) name;
struct libc_calls { LIBC_CALLS(LIBC_FIELD) };
#undef LIBC_FIELD

extern struct libc_calls libc_calls;
extern bool libc_found;

/*
 * Looks all of them up, once, when the library is loaded or before, if something is called so early. Never later: dlsym takes
 * locks, and most of these may be called by signal handlers and by children of processes with threads.
 */
void find_libc(void);

static inline const struct libc_calls *libc(void) {
  if (__builtin_expect(!libc_found, 0)) find_libc();
  return &libc_calls;
}

#define LIBC(name) (libc()->name)

#endif
