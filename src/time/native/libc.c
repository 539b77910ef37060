/* Looks up the C library's own calls. */
#define _GNU_SOURCE
#include "libc.h"

#include <dlfcn.h>
#include <string.h>

/* glibc 2.34 moved both; naming the older symbol version keeps the library loadable on glibc 2.28 and later. */
#if defined(__x86_64__)
__asm__(".symver dlsym,dlsym@GLIBC_2.2.5");
__asm__(".symver dlvsym,dlvsym@GLIBC_2.2.5");
#elif defined(__aarch64__)
__asm__(".symver dlsym,dlsym@GLIBC_2.17");
__asm__(".symver dlvsym,dlvsym@GLIBC_2.17");
#else
#error "virtual time is built for x86_64 and aarch64"
#endif

struct libc_calls libc_calls;
bool libc_found;

/*
 * Calls with two symbol versions, of which RTLD_NEXT returned the old one, with another structure, before glibc 2.36 (bug
 * 14932). aarch64 is younger and has only one of each.
 */
static const char *version_of(const char *name) {
#if defined(__x86_64__)
  if (strcmp(name, "pthread_cond_timedwait") == 0) return "GLIBC_2.3.2";
  if (strcmp(name, "timer_settime") == 0 || strcmp(name, "timer_gettime") == 0) return "GLIBC_2.3.3";
#endif
  (void)name;
  return NULL;
}

static void *find(const char *name) {
  const char *version = version_of(name);
  return version ? dlvsym(RTLD_NEXT, name, version) : dlsym(RTLD_NEXT, name);
}

void find_libc(void) {
  if (libc_found) return;
#define LIBC_FIND(name) libc_calls.name = (__typeof__(&name))find(#name);
  LIBC_CALLS(LIBC_FIND)
#undef LIBC_FIND
  libc_found = true;
}
