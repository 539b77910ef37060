import type { LinkProfile, Traces } from '../../../model/scenario/link-profile.ts';
import { DEFAULT_QUEUE_MS } from '../../../model/scenario/link-profile.ts';
import { BITS_PER_BYTE, MS_PER_SECOND } from '../../../model/units.ts';
import type { Capacity } from '../../emulation/capacity/capacity.ts';
import { createCapacity } from '../../emulation/capacity/create-capacity.ts';
import { nominalRateBps, queueLimits } from '../../emulation/queue/queue-limits.ts';

/** Size of a full packet, which is being sent while others wait: the MTU. */
const FULL_PACKET_BYTES = 1500;
/** Step and range of the search for an outage's end. */
const SEARCH_STEP_MS = 20;
const LONGEST_OUTAGE_MS = 60_000;
/**
 * Maximum lateness that a queue can make up for when the kernel wakes it late. Packets it releases early wait in the
 * transmission stage instead. A busy virtual machine wakes it 10 ms late at times; if later, the rate falls short.
 */
const WAKING_SLACK_MS = 10;
/** Limits of that slack: less where it would be a large part of the queue, or would hide packets from CoDel. */
const LEAST_SLACK_MS = 2;
const MOST_OF_QUEUE = 0.1;

export interface RateState {
  readonly rateBps: number;
  /** Bytes that the queue may release ahead of time. */
  readonly aheadBytes: number;
  readonly queueBytes?: number;
}

/** Rate and queue limit of a bottleneck over weather time. */
export class RateSchedule {
  readonly #rateBps: number;
  /** Undefined when the rate never changes. */
  readonly #capacity: Capacity | undefined;
  /** Undefined where the queue is limited in packets. */
  readonly #queueBytes: number | undefined;
  readonly #slackMs: number;
  #outage = { fromMs: 0, toMs: Number.NEGATIVE_INFINITY };

  constructor(profile: LinkProfile, traces: Traces, segmentSeed = 0) {
    this.#rateBps = profile.rateBps ?? 0;
    this.#capacity = createCapacity(profile, traces, segmentSeed);
    const { queueMs, queueBytes, queuePackets, discipline = 'droptail' } = profile;
    const isInMs = queueBytes === undefined && queuePackets === undefined;
    this.#slackMs =
      !isInMs || discipline !== 'droptail'
        ? LEAST_SLACK_MS
        : Math.max(LEAST_SLACK_MS, Math.min(WAKING_SLACK_MS, (queueMs ?? DEFAULT_QUEUE_MS) * MOST_OF_QUEUE));
    const { bytes } = queueLimits(profile, traces);
    // Bytes released ahead of time wait elsewhere but belong to the same buffer.
    const aheadBytes = isInMs ? bytesIn(this.#slackMs, nominalRateBps(profile, traces)) : 0;
    this.#queueBytes =
      bytes === Number.POSITIVE_INFINITY ? undefined : Math.max(FULL_PACKET_BYTES, Math.round(bytes - aheadBytes));
  }

  /** Whether the rate changes over time. */
  get varies(): boolean {
    return this.#capacity !== undefined;
  }

  /** Returns the state at `atMs`. Times must not decrease. */
  stateAt(atMs: number): RateState {
    const rateBps = Math.max(1, Math.round(this.#rateAt(atMs) || this.#rateInOutage(atMs)));
    const aheadBytes = Math.max(1, Math.round(bytesIn(this.#slackMs, rateBps)));
    const queueBytes = this.#queueBytes;
    return { rateBps, aheadBytes, ...(queueBytes !== undefined && { queueBytes }) };
  }

  #rateAt(atMs: number): number {
    return this.#capacity?.rateBps(atMs) ?? this.#rateBps;
  }

  /**
   * Returns the rate during an outage: a qdisc cannot be stopped, so it may send one full packet until the outage is over.
   */
  #rateInOutage(atMs: number): number {
    if (atMs >= this.#outage.toMs) {
      let toMs = atMs + SEARCH_STEP_MS;
      while (this.#rateAt(toMs) === 0 && toMs < atMs + LONGEST_OUTAGE_MS) toMs += SEARCH_STEP_MS;
      this.#outage = { fromMs: atMs, toMs };
    }
    return (FULL_PACKET_BYTES * BITS_PER_BYTE * MS_PER_SECOND) / (this.#outage.toMs - this.#outage.fromMs);
  }
}

/** Returns the bytes sent in `ms`. */
function bytesIn(ms: number, rateBps: number): number {
  return (rateBps * ms) / MS_PER_SECOND / BITS_PER_BYTE;
}
