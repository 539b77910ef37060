import type { LinkProfile, Traces } from '../../../model/scenario/network.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { PacketRing } from './packet-ring.ts';
import { type QueueLimits, queueLimits } from './queue-limits.ts';

/** Dropped because the bottleneck's buffer was full, or by CoDel; the other negative codes are the weather's. */
export const LOST_QUEUE = -3;

/** Time to send a byte at a rate that never changes. */
export function msPerByte({ rateBps }: LinkProfile): number {
  return rateBps === undefined ? 0 : 8000 / rateBps;
}

/**
 * First in, first out, tail dropped: what becomes of a packet is known when it comes. Times are those of packets, which
 * `offsetMs` turns into weather time for the capacity; they must not decrease. The packet being sent does not wait.
 */
export class Bottleneck {
  readonly #msPerByte: number;
  /** Undefined when the rate never changes. */
  readonly #capacity: Capacity | undefined;
  readonly #limits: QueueLimits;
  /** With the time at which each begins to be sent. */
  readonly #waiting = new PacketRing();
  /** When all it was given has gone. */
  #freeMs = Number.NEGATIVE_INFINITY;
  /** How long the packet last admitted waited. */
  waitedMs = 0;

  constructor(profile: LinkProfile, capacity: Capacity | undefined, traces: Traces = {}) {
    this.#msPerByte = msPerByte(profile);
    this.#capacity = capacity;
    this.#limits = queueLimits(profile, traces);
  }

  /** When the packet has been sent, or LOST_QUEUE. */
  admit(atMs: number, bytes: number, offsetMs: number): number {
    const capacity = this.#capacity;
    const freeMs = Math.max(atMs, this.#freeMs);
    const startMs = capacity === undefined ? freeMs : capacity.startMs(atMs + offsetMs, freeMs + offsetMs) - offsetMs;
    if (!this.#takesSeat(atMs, startMs, bytes)) return LOST_QUEUE;
    this.waitedMs = startMs - atMs;
    this.#freeMs =
      capacity === undefined
        ? startMs + bytes * this.#msPerByte
        : capacity.finishMs(startMs + offsetMs, bytes) - offsetMs;
    return this.#freeMs;
  }

  #takesSeat(atMs: number, startMs: number, bytes: number): boolean {
    const waiting = this.#waiting;
    while (waiting.packets > 0 && waiting.firstTimeMs <= atMs) waiting.shift();
    if (startMs <= atMs) return true;
    if (waiting.packets >= this.#limits.packets || waiting.bytes + bytes > this.#limits.bytes) return false;
    waiting.push(0, startMs, bytes);
    return true;
  }
}
