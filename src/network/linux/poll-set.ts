import { addressOf, ppoll } from './libc.ts';

/** Layout of struct pollfd: int fd, short events, short revents. */
const POLLFD_BYTES = 8;
const EVENTS_AT = 4;
const REVENTS_AT = 6;
const POLLIN = 0x001;
/** POLLERR | POLLHUP | POLLNVAL: no more input will come. */
const POLLGONE = 0x008 | 0x010 | 0x020;

const NS_PER_MS = 1_000_000;
const NS_PER_S = 1_000_000_000;

/** Waits on a fixed set of descriptors with nanosecond resolution, without allocating. */
export class PollSet {
  readonly #count: number;
  readonly #entries: Buffer;
  readonly #entriesAddress: number;
  readonly #timeout = Buffer.allocUnsafeSlow(16);
  readonly #timeoutAddress = addressOf(this.#timeout);

  constructor(fds: readonly number[]) {
    this.#count = fds.length;
    this.#entries = Buffer.allocUnsafeSlow(POLLFD_BYTES * fds.length).fill(0);
    this.#entriesAddress = addressOf(this.#entries);
    fds.forEach((fd, index) => {
      this.#entries.writeInt32LE(fd, index * POLLFD_BYTES);
      this.#entries.writeUInt16LE(POLLIN, index * POLLFD_BYTES + EVENTS_AT);
    });
  }

  /** Waits until a descriptor is readable or closed, or `forMs` are over. Returns false if none is, also after a signal. */
  wait(forMs: number): boolean {
    const ns = forMs > 0 ? Math.floor(forMs * NS_PER_MS) : 0;
    this.#timeout.writeUInt32LE(Math.floor(ns / NS_PER_S), 0);
    this.#timeout.writeUInt32LE(0, 4);
    this.#timeout.writeUInt32LE(ns % NS_PER_S, 8);
    this.#timeout.writeUInt32LE(0, 12);
    return ppoll(this.#entriesAddress, this.#count, this.#timeoutAddress, 0) > 0;
  }

  /** Tells whether a descriptor is readable. Valid after wait() returned true. */
  isReadable(index: number): boolean {
    return (this.#revents(index) & POLLIN) !== 0;
  }

  /** Tells whether a descriptor was closed at its other end, or deleted. Valid after wait() returned true. */
  isGone(index: number): boolean {
    return (this.#revents(index) & POLLGONE) !== 0;
  }

  #revents(index: number): number {
    return this.#entries[index * POLLFD_BYTES + REVENTS_AT] ?? 0;
  }
}
