import type { LinkProfile, Traces } from '../../../model/scenario/network.ts';
import type { Capacity } from '../../emulation/capacity/capacity.ts';
import { createCapacity } from '../../emulation/capacity/create-capacity.ts';
import { DEFAULT_QUEUE_MS, nominalRateBps, queueLimits } from '../../emulation/queue/queue-limits.ts';

/** The MTU: what is being sent while others wait. */
export const FULL_PACKET_BYTES = 1500;
const BITS_PER_BYTE = 8;
const MS_PER_SECOND = 1000;
/** In what steps an outage's end is looked for, and how far. */
const PIECE_MS = 20;
const LONGEST_OUTAGE_MS = 60_000;
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
export class RateSchedule {
  readonly #rateBps: number;
  /** Undefined when the rate never changes. */
  readonly #capacity: Capacity | undefined;
  /** Undefined where packets are counted. */
  readonly #queueBytes: number | undefined;
  readonly #slackMs: number;
  #outage = { fromMs: 0, toMs: Number.NEGATIVE_INFINITY };

  constructor(profile: LinkProfile, traces: Traces, segmentSeed = 0) {
    this.#rateBps = profile.rateBps ?? 0;
    this.#capacity = createCapacity(profile, traces, segmentSeed);
    const { queueMs, queueBytes, queuePackets, discipline } = profile;
    const isInMs = queueBytes === undefined && queuePackets === undefined;
    this.#slackMs =
      !isInMs || discipline === 'codel'
        ? LEAST_SLACK_MS
        : Math.max(LEAST_SLACK_MS, Math.min(WAKING_SLACK_MS, (queueMs ?? DEFAULT_QUEUE_MS) * MOST_OF_QUEUE));
    const { bytes } = queueLimits(profile, traces);
    // Bytes that have left ahead of time wait elsewhere, and are of the same buffer.
    const aheadBytes = isInMs ? bytesIn(this.#slackMs, nominalRateBps(profile, traces)) : 0;
    this.#queueBytes =
      bytes === Number.POSITIVE_INFINITY ? undefined : Math.max(FULL_PACKET_BYTES, Math.round(bytes - aheadBytes));
  }

  get moves(): boolean {
    return this.#capacity !== undefined;
  }

  /** Times must not decrease. */
  at(atMs: number): RateState {
    const rateBps = Math.max(1, Math.round(this.#rateAt(atMs) || this.#rateInOutage(atMs)));
    const aheadBytes = Math.max(1, Math.round(bytesIn(this.#slackMs, rateBps)));
    const queueBytes = this.#queueBytes;
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
}

/** Bytes sent in so many ms. */
function bytesIn(ms: number, rateBps: number): number {
  return (rateBps * ms) / MS_PER_SECOND / BITS_PER_BYTE;
}
