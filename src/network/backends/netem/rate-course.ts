import type { LinkProfile, Traces } from '../../../model/network.ts';
import { type QueueLimits, queueLimits } from '../../bottleneck.ts';
import { type Capacity, createCapacity } from '../../capacity.ts';

/** The MTU: what is being sent while others wait. */
export const FULL_PACKET_BYTES = 1500;
const BITS_PER_BYTE = 8;
const MS_PER_SECOND = 1000;
/** In what pieces of time a rate that moves is added up. */
const PIECE_MS = 20;
/** How far an outage's end is looked for. */
const LONGEST_OUTAGE_MS = 60_000;
/** Steps of the limit of a queue whose rate moves: less is no difference worth a change. */
const QUEUE_GRAIN_BYTES = 1000;
/**
 * A queue that is woken late catches up with so much of what it missed, at most; what it lets through ahead of time waits
 * for the time of sending instead. On a busy virtual machine it is woken 10 ms late at times; if later, the rate falls short.
 */
const WAKING_SLACK_MS = 10;
/** Where that would be a good part of the queue, or CoDel would not see it. */
const LEAST_SLACK_MS = 2;
const MOST_OF_QUEUE = 0.1;

export interface RateState {
  readonly rateBps: number;
  /** What the queue may let through ahead of time. */
  readonly aheadBytes: number;
  readonly queueBytes?: number;
}

/** A bottleneck's rate and what may wait for it, over weather time. */
export class RateCourse {
  readonly #rateBps: number;
  /** Undefined when the rate never changes. */
  readonly #capacity: Capacity | undefined;
  readonly #limits: QueueLimits;
  readonly #slackMs: number;
  #outage = { fromMs: 0, toMs: Number.NEGATIVE_INFINITY };

  constructor(profile: LinkProfile, traces: Traces) {
    this.#rateBps = profile.rateBps ?? 0;
    this.#capacity = createCapacity(profile, traces);
    this.#limits = queueLimits(profile);
    const { ms } = this.#limits;
    this.#slackMs =
      ms === Number.POSITIVE_INFINITY || profile.discipline === 'codel'
        ? LEAST_SLACK_MS
        : Math.max(LEAST_SLACK_MS, Math.min(WAKING_SLACK_MS, ms * MOST_OF_QUEUE));
  }

  get moves(): boolean {
    return this.#capacity !== undefined;
  }

  /** Times must not decrease. */
  at(atMs: number): RateState {
    const rateBps = Math.max(1, Math.round(this.#rateAt(atMs) || this.#rateInOutage(atMs)));
    const aheadBytes = Math.max(1, Math.round(bytesIn(this.#slackMs, rateBps)));
    const queueBytes = this.#queueBytes(atMs, aheadBytes);
    return { rateBps, aheadBytes, ...(queueBytes !== undefined && { queueBytes }) };
  }

  #rateAt(atMs: number): number {
    return this.#capacity?.rateBps(atMs) ?? this.#rateBps;
  }

  /** The queue cannot be stopped, so it is let send one full packet until the outage is over. */
  #rateInOutage(atMs: number): number {
    if (atMs >= this.#outage.toMs) {
      let toMs = atMs + PIECE_MS;
      while (this.#rateAt(toMs) === 0 && toMs < atMs + LONGEST_OUTAGE_MS) toMs += PIECE_MS;
      this.#outage = { fromMs: atMs, toMs };
    }
    return (FULL_PACKET_BYTES * BITS_PER_BYTE * MS_PER_SECOND) / (this.#outage.toMs - this.#outage.fromMs);
  }

  /**
   * What is limited in ms is what can be sent in that time. A queue of bytes does not see the packet that is being sent,
   * which has on average half its bytes to go, nor what has left ahead of time.
   */
  #queueBytes(atMs: number, aheadBytes: number): number | undefined {
    const { ms, bytes } = this.#limits;
    if (bytes < Number.POSITIVE_INFINITY) return Math.max(FULL_PACKET_BYTES, bytes);
    if (ms === Number.POSITIVE_INFINITY) return undefined;
    const sendable = this.#sendableBytes(atMs, ms);
    if (sendable === 0) return 0;
    return Math.max(FULL_PACKET_BYTES, Math.round(sendable + FULL_PACKET_BYTES / 2 - aheadBytes));
  }

  #sendableBytes(fromMs: number, ms: number): number {
    if (this.#capacity === undefined) return bytesIn(ms, this.#rateBps);
    let sum = 0;
    for (let passedMs = 0; passedMs < ms; passedMs += PIECE_MS) {
      const pieceMs = Math.min(PIECE_MS, ms - passedMs);
      sum += bytesIn(pieceMs, this.#rateAt(fromMs + passedMs + pieceMs / 2));
    }
    return Math.ceil(sum / QUEUE_GRAIN_BYTES) * QUEUE_GRAIN_BYTES;
  }
}

/** Bytes sent in so many ms. */
function bytesIn(ms: number, rateBps: number): number {
  return (rateBps * ms) / MS_PER_SECOND / BITS_PER_BYTE;
}
