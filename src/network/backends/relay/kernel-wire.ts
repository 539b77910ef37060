import { KernelSocket } from '../../linux/kernel-socket.ts';
import { PollSet } from '../../linux/poll-set.ts';
import { kernelMs } from '../../linux/socket-calls.ts';
import { BUFFER_BYTES, type OnPacket, type RelaySocket, type Wire, type WireOptions } from './wire.ts';

/** Descriptor of the IPC channel to the runner (relay-process.ts), which Node's event loop handles. */
const CHANNEL_FD = 3;
/** Interval at which the event loop has its turn, for the report every second. */
const YIELD_EVERY_MS = 5;
/** Packets read from one socket before the next socket has its turn. */
const READ_BATCH = 64;

interface Opened {
  readonly socket: KernelSocket;
  readonly onPacket: OnPacket;
}

/**
 * Wire made of C library calls, for Linux: waits for packets and for the next due time at once, within some 10 µs, and knows
 * when packets arrived however late it reads them. Importing this file throws without glibc.
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
      senderTo(peer) {
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
      const isReady = poll.wait(Math.min(this.#dueMs, yieldMs) - nowMs);
      if (isReady) this.#read(poll);
      if (this.#dueMs <= now()) onDue();
      if (isReady && (poll.isReadable(0) || poll.isGone(0))) break;
    }
    setImmediate(() => this.#turn());
  }

  #read(poll: PollSet): void {
    const offsetMs = kernelMs() - this.#options.now();
    // Sockets opened while packets are handled are not in this poll set yet.
    const count = this.#opened.length;
    for (let index = 0; index < count; index++) {
      const opened = this.#opened[index];
      if (opened === undefined || !poll.isReadable(index + 1)) continue;
      opened.socket.drain(READ_BATCH, (payload, from, stampMs) => opened.onPacket(payload, from, stampMs - offsetMs));
    }
  }
}
