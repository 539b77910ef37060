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
  readonly #poll = new PollSet([CHANNEL_FD]);
  #dueMs = Number.POSITIVE_INFINITY;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#turn();
  }

  open(address: string, onPacket: OnPacket): RelaySocket {
    const socket = new KernelSocket(address, BUFFER_BYTES);
    this.#opened.push({ socket, onPacket });
    this.#poll.add(socket.fd);
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
      const ready = this.#poll.wait(Math.min(this.#dueMs, yieldMs) - nowMs);
      const isCalled = ready > 0 && this.#read(ready);
      if (this.#dueMs <= now()) onDue();
      if (isCalled) break;
    }
    setImmediate(() => this.#turn());
  }

  /** Reads what the `ready` descriptors hold. Returns true when the channel is one of them. */
  #read(ready: number): boolean {
    const offsetMs = kernelMs() - this.#options.now();
    let isCalled = false;
    for (let n = 0; n < ready; n++) {
      const index = this.#poll.ready(n);
      if (index === 0) isCalled = true;
      const opened = this.#opened[index - 1];
      if (opened === undefined || !this.#poll.isReadable(n)) continue;
      opened.socket.drain(READ_BATCH, (payload, from, stampMs) => opened.onPacket(payload, from, stampMs - offsetMs));
    }
    return isCalled;
  }
}
