import type { LinkProfile, Traces } from '../../../model/scenario/link-profile.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { PacketRing } from './packet-ring.ts';
import { type QueueLimits, queueLimits } from './queue-limits.ts';

/** Fate of a packet dropped by a full buffer or by CoDel. The other negative codes belong to the weather. */
export const LOST_QUEUE = -3;

/** Returns the time in ms to send one byte at a rate that never changes; 0 without a rate. */
export function msPerByte({ rateBps }: LinkProfile): number {
  return rateBps === undefined ? 0 : 8000 / rateBps;
}

/**
 * FIFO with tail drop: a packet's fate is known when it arrives. Times are link times, which `offsetMs` converts into
 * weather time for the capacity; they must not decrease. The packet being sent does not count as waiting.
 */
export class Bottleneck {
  readonly #msPerByte: number;
  /** Undefined when the rate never changes. */
  readonly #capacity: Capacity | undefined;
  readonly #limits: QueueLimits;
  /** Waiting packets with the time at which each starts to be sent. */
  readonly #waiting = new PacketRing();
  /** Time at which all admitted packets have been sent. */
  #freeMs = Number.NEGATIVE_INFINITY;
  /** Time that the packet admitted last waits. */
  waitedMs = 0;

  constructor(profile: LinkProfile, capacity: Capacity | undefined, traces: Traces = {}) {
    this.#msPerByte = msPerByte(profile);
    this.#capacity = capacity;
    this.#limits = queueLimits(profile, traces);
  }

  /** Returns when the packet has been sent, or LOST_QUEUE. */
  admit(atMs: number, bytes: number, offsetMs: number): number {
    const capacity = this.#capacity;
    const freeMs = Math.max(atMs, this.#freeMs);
    const startMs = capacity === undefined ? freeMs : capacity.startMs(atMs + offsetMs, freeMs + offsetMs) - offsetMs;
    if (!this.#hasRoom(atMs, startMs, bytes)) return LOST_QUEUE;
    this.waitedMs = startMs - atMs;
    this.#freeMs =
      capacity === undefined
        ? startMs + bytes * this.#msPerByte
        : capacity.finishMs(startMs + offsetMs, bytes) - offsetMs;
    return this.#freeMs;
  }

  /** Tells whether the packet finds room, and adds it to the queue if it has to wait. */
  #hasRoom(atMs: number, startMs: number, bytes: number): boolean {
    const waiting = this.#waiting;
    while (waiting.packets > 0 && waiting.firstTimeMs <= atMs) waiting.shift();
    if (startMs <= atMs) return true;
    if (waiting.packets >= this.#limits.packets || waiting.bytes + bytes > this.#limits.bytes) return false;
    waiting.push(0, startMs, bytes);
    return true;
  }
}
