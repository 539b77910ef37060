import { arch } from 'node:process';
import { addressOf, epollAdd, epollCreate, epollWait, lastError, ppoll } from './libc.ts';

/** Layout of struct pollfd: int fd, short events, short revents. */
const POLLFD_BYTES = 8;
const EVENTS_AT = 4;
const POLLIN = 0x001;
/** Layout of struct epoll_event: events, then data of 8 bytes, which only x86-64 leaves unaligned. */
const DATA_AT = arch === 'x64' ? 4 : 8;
const EVENT_BYTES = DATA_AT + 8;
const EPOLLIN = 0x001;
const EPOLL_CLOEXEC = 0o2000000;
/** Most descriptors reported at once; the others follow in the next call. */
const MOST_READY = 1024;

const NS_PER_MS = 1_000_000;
const NS_PER_S = 1_000_000_000;

/**
 * Waits on descriptors with nanosecond resolution, without allocating; what a wait costs does not depend on how many there
 * are. Files on a disk are refused.
 */
export class PollSet {
  readonly #set: number;
  readonly #pollfd = Buffer.allocUnsafeSlow(POLLFD_BYTES).fill(0);
  readonly #pollfdAddress = addressOf(this.#pollfd);
  readonly #timeout = Buffer.allocUnsafeSlow(16).fill(0);
  readonly #timeoutAddress = addressOf(this.#timeout);
  readonly #events = Buffer.allocUnsafeSlow(EVENT_BYTES * MOST_READY);
  readonly #eventsAddress = addressOf(this.#events);
  #size = 0;

  /** Throws when a descriptor is refused. */
  constructor(fds: readonly number[]) {
    this.#set = epollCreate(EPOLL_CLOEXEC);
    if (this.#set < 0) throw new Error(`epoll: ${lastError()}`);
    this.#pollfd.writeInt32LE(this.#set, 0);
    this.#pollfd.writeUInt16LE(POLLIN, EVENTS_AT);
    for (const fd of fds) this.add(fd);
  }

  /** Adds a descriptor, whose index is the number of those before it. */
  add(fd: number): void {
    const event = Buffer.allocUnsafeSlow(EVENT_BYTES).fill(0);
    event.writeUInt32LE(EPOLLIN, 0);
    event.writeUInt32LE(this.#size, DATA_AT);
    if (epollAdd(this.#set, fd, event) !== 0) throw new Error(`epoll: ${lastError()}`);
    this.#size++;
  }

  /** Waits until descriptors are readable or closed, or `forMs` are over. Returns how many are; 0 also after a signal. */
  wait(forMs: number): number {
    const ns = forMs > 0 ? Math.floor(forMs * NS_PER_MS) : 0;
    this.#timeout.writeUInt32LE(Math.floor(ns / NS_PER_S), 0);
    this.#timeout.writeUInt32LE(ns % NS_PER_S, 8);
    // epoll_wait() alone waits whole milliseconds, and epoll_pwait2() is not on every kernel and in every sandbox.
    if (ppoll(this.#pollfdAddress, 1, this.#timeoutAddress, 0) <= 0) return 0;
    return Math.max(0, epollWait(this.#set, this.#eventsAddress, MOST_READY, 0));
  }

  /** Returns the index of the `n`-th ready descriptor of the last wait. */
  ready(n: number): number {
    return this.#events.readUInt32LE(n * EVENT_BYTES + DATA_AT);
  }

  /** Tells whether the `n`-th ready descriptor is readable; if not, it was closed at its other end, or deleted. */
  isReadable(n: number): boolean {
    return (this.#events.readUInt32LE(n * EVENT_BYTES) & EPOLLIN) !== 0;
  }
}
