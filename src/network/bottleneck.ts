import type { LinkProfile } from '../model/network.ts';
import type { Capacity } from './capacity.ts';
import { PacketRing } from './packet-ring.ts';

/** Dropped because the bottleneck's buffer was full, or by CoDel; the other negative codes are the weather's. */
export const LOST_QUEUE = -3;

/**
 * Longest wait at a bottleneck whose profile names no queue. Assumption: the bottleneck queue of RFC 8867's test cases for
 * conversational media as cisco/ns3-rmcat implements them; access lines with shorter and far longer buffers exist.
 */
export const DEFAULT_QUEUE_MS = 300;

/** Most that may wait; what is not named is not limited. */
export interface QueueLimits {
  readonly ms: number;
  readonly bytes: number;
  readonly packets: number;
}

export function queueLimits({ queueMs, queueBytes, queuePackets }: LinkProfile): QueueLimits {
  const named = queueBytes !== undefined || queuePackets !== undefined;
  return {
    ms: queueMs ?? (named ? Number.POSITIVE_INFINITY : DEFAULT_QUEUE_MS),
    bytes: queueBytes ?? Number.POSITIVE_INFINITY,
    packets: queuePackets ?? Number.POSITIVE_INFINITY,
  };
}

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
  /** With the time at which each begins to be sent; only where packets or bytes are limited. */
  readonly #waiting: PacketRing | undefined;
  /** When all it was given has gone. */
  #freeMs = Number.NEGATIVE_INFINITY;
  /** How long the packet last admitted waited. */
  waitedMs = 0;

  constructor(profile: LinkProfile, capacity: Capacity | undefined) {
    this.#msPerByte = msPerByte(profile);
    this.#capacity = capacity;
    this.#limits = queueLimits(profile);
    const { bytes, packets } = this.#limits;
    this.#waiting = Math.min(bytes, packets) < Number.POSITIVE_INFINITY ? new PacketRing() : undefined;
  }

  /** When the packet has been sent, or LOST_QUEUE. */
  admit(atMs: number, bytes: number, offsetMs: number): number {
    const capacity = this.#capacity;
    const freeMs = Math.max(atMs, this.#freeMs);
    const startMs = capacity === undefined ? freeMs : capacity.startMs(atMs + offsetMs, freeMs + offsetMs) - offsetMs;
    const waitMs = startMs - atMs;
    if (waitMs > this.#limits.ms) return LOST_QUEUE;
    if (this.#waiting !== undefined && !this.#takesSeat(this.#waiting, atMs, startMs, bytes)) return LOST_QUEUE;
    this.waitedMs = waitMs;
    this.#freeMs =
      capacity === undefined
        ? startMs + bytes * this.#msPerByte
        : capacity.finishMs(startMs + offsetMs, bytes) - offsetMs;
    return this.#freeMs;
  }

  #takesSeat(waiting: PacketRing, atMs: number, startMs: number, bytes: number): boolean {
    while (waiting.packets > 0 && waiting.firstTimeMs <= atMs) waiting.shift();
    if (startMs <= atMs) return true;
    if (waiting.packets >= this.#limits.packets || waiting.bytes + bytes > this.#limits.bytes) return false;
    waiting.push(0, startMs, bytes);
    return true;
  }
}
