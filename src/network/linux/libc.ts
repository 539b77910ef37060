import koffi from 'koffi';

/**
 * C library calls that Node does not offer, for 64-bit Linux with glibc. Importing this file throws on other systems, so
 * only code that runs on Linux may do so. A call through koffi costs about 50 ns and blocks the thread. Buffers used per
 * packet are passed by address (`addressOf`), so that calls do not allocate. koffi does not know ssize_t; `long` is the
 * same.
 */
const library = koffi.load(null);

type Call<Args extends readonly unknown[]> = (...args: Args) => number;

export const open: Call<[path: string, flags: number]> = library.func('int open(const char *path, int flags)');
export const close: Call<[fd: number]> = library.func('int close(int fd)');
export const ioctl: Call<[fd: number, request: number, argument: Buffer]> = library.func(
  'int ioctl(int fd, unsigned long request, void *argument)',
);
/** The same for requests whose argument is a number. */
export const ioctlNumber: Call<[fd: number, request: number, argument: number]> = library.func(
  'int ioctl(int fd, unsigned long request, unsigned long argument)',
);
/** Returns the bytes read, or -1. */
export const read: Call<[fd: number, address: number, bytes: number]> = library.func(
  'long read(int fd, uintptr_t address, size_t bytes)',
);
/** Returns the bytes written, or -1. */
export const write: Call<[fd: number, address: number, bytes: number]> = library.func(
  'long write(int fd, uintptr_t address, size_t bytes)',
);
/** Opens a pipe. `ends` receives two ints: the descriptor to read from and the one to write to. */
export const pipe2: Call<[ends: Buffer, flags: number]> = library.func('int pipe2(void *ends, int flags)');
export const fcntl: Call<[fd: number, command: number, argument: number]> = library.func(
  'int fcntl(int fd, int command, long argument)',
);
export const ppoll: Call<[pollfds: number, count: number, timespec: number, mask: number]> = library.func(
  'int ppoll(uintptr_t pollfds, unsigned long count, uintptr_t timespec, uintptr_t mask)',
);
export const epollCreate: Call<[flags: number]> = library.func('int epoll_create1(int flags)');
export const epollWait: Call<[set: number, events: number, most: number, timeoutMs: number]> = library.func(
  'int epoll_wait(int set, uintptr_t events, int most, int timeout)',
);
const epollControl: Call<[set: number, operation: number, fd: number, event: Buffer]> = library.func(
  'int epoll_ctl(int set, int operation, int fd, void *event)',
);
/** Constant of sys/epoll.h. */
const EPOLL_CTL_ADD = 1;

/** Adds a descriptor to an epoll set. Returns 0, or -1. */
export function epollAdd(set: number, fd: number, event: Buffer): number {
  return epollControl(set, EPOLL_CTL_ADD, fd, event);
}
/** Moves the calling thread, and no other thread, into a namespace. */
export const setns: Call<[fd: number, type: number]> = library.func('int setns(int fd, int type)');
export const prctl: Call<[option: number, a: number, b: number, c: number, d: number]> = library.func(
  'int prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)',
);
export const schedSetScheduler: Call<[pid: number, policy: number, parameters: Buffer]> = library.func(
  'int sched_setscheduler(int pid, int policy, void *parameters)',
);
/** Calls sched_setattr by number, because glibc has no wrapper for it. */
export const syscallSchedSetAttr: Call<[number: number, pid: number, attributes: Buffer, flags: number]> = library.func(
  'long syscall(long number, long pid, void *attributes, long flags)',
);

/**
 * Replaces the process with another program, keeping the pid. The arguments begin with the program's name and end with null.
 */
export const execv: Call<[path: string, args: readonly (string | null)[]]> = library.func(
  'int execv(const char *path, const char **args)',
);

const socket: Call<[domain: number, type: number, protocol: number]> = library.func(
  'int socket(int domain, int type, int protocol)',
);
/** Constants of bits/socket.h and linux/netlink.h. */
const AF_INET = 2;
const AF_NETLINK = 16;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const NETLINK_ROUTE = 0;
const SOCK_CLOEXEC = 0o2000000;

/** Opens an IPv4 UDP socket in the calling thread's network namespace. Returns its descriptor, or -1. */
export function openUdpSocket(): number {
  return socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

/** Opens a socket to the kernel's routing in the calling thread's network namespace. Returns its descriptor, or -1. */
export function openRouteSocket(): number {
  return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
}

/** Returns the index of a device in the calling thread's network namespace; 0 if there is none of that name. */
export const interfaceIndex: Call<[name: string]> = library.func('unsigned int if_nametoindex(const char *name)');

/**
 * Returns the memory address of a buffer. It is stable only for a buffer made by Buffer.allocUnsafeSlow, as long as the
 * buffer is referenced.
 */
export function addressOf(buffer: Buffer): number {
  return Number(koffi.address(buffer));
}

/** Returns errno of the last failed call on this thread. */
export function errno(): number {
  return koffi.errno();
}

/** Returns the name, such as "EPERM", of the error of the last failed call on this thread. */
export function lastError(): string {
  return errorName(errno());
}

/** Returns the name, such as "EPERM", of an errno. */
export function errorName(number: number): string {
  const name = Object.entries(koffi.os.errno).find(([, code]) => code === number)?.[0];
  return name ?? `errno ${number}`;
}
