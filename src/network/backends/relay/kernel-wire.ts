import { KernelSocket } from '../../linux/kernel-socket.ts';
import { PollSet } from '../../linux/poll-set.ts';
import { kernelMs } from '../../linux/socket-calls.ts';
import { BUFFER_BYTES, type OnPacket, type RelaySocket, type Wire, type WireOptions } from './wire.ts';

/** The channel to the runner, as relay-process.ts gives it: what comes there is for Node's event loop. */
const CHANNEL_FD = 3;
/** The event loop has its turn so often, for the second's report. */
const YIELD_EVERY_MS = 5;
/** Packets read from one socket before the next has its turn. */
const READ_BATCH = 64;

interface Opened {
  readonly socket: KernelSocket;
  readonly onPacket: OnPacket;
}

/**
 * By the C library, on Linux: waits for packets and for the next due time at once, exact to some 10 µs, and knows when
 * packets arrived however late it gets to them. Importing this throws where there is no glibc.
 */
export class KernelWire implements Wire {
  readonly kind = 'kernel';
  readonly #options: WireOptions;
  readonly #opened: Opened[] = [];
  #poll = new PollSet([CHANNEL_FD]);
  #dueMs = Number.POSITIVE_INFINITY;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#turn();
  }

  open(address: string, onPacket: OnPacket): RelaySocket {
    const socket = new KernelSocket(address, BUFFER_BYTES);
    this.#opened.push({ socket, onPacket });
    this.#poll = new PollSet([CHANNEL_FD, ...this.#opened.map(({ socket: { fd } }) => fd)]);
    const { onDropped } = this.#options;
    return {
      port: socket.port,
      exitTo(peer) {
        const send = socket.sender(peer);
        return {
          send: (payload) => {
            if (!send(payload)) onDropped();
          },
        };
      },
    };
  }

  wakeAt(dueMs: number): void {
    this.#dueMs = dueMs;
  }

  async started(): Promise<void> {}

  #turn(): void {
    const { now, onDue } = this.#options;
    const yieldMs = now() + YIELD_EVERY_MS;
    for (let nowMs = now(); nowMs < yieldMs; nowMs = now()) {
      const poll = this.#poll;
      const some = poll.wait(Math.min(this.#dueMs, yieldMs) - nowMs);
      if (some) this.#read(poll);
      if (this.#dueMs <= now()) onDue();
      if (some && (poll.isReadable(0) || poll.isGone(0))) break;
    }
    setImmediate(() => this.#turn());
  }

  #read(poll: PollSet): void {
    const offsetMs = kernelMs() - this.#options.now();
    // Those that a packet has opened meanwhile are not in this set yet.
    const count = this.#opened.length;
    for (let index = 0; index < count; index++) {
      const opened = this.#opened[index];
      if (opened === undefined || !poll.isReadable(index + 1)) continue;
      opened.socket.drain(READ_BATCH, (payload, from, stampMs) => opened.onPacket(payload, from, stampMs - offsetMs));
    }
  }
}
