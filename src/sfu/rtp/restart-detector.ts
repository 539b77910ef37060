import type { RtpPacket } from './rtp-packet.ts';
import { sequenceDistance } from './sequence-numbers.ts';

/** RFC 3550 appendix A.1: numbers further ahead or behind belong to another numbering. */
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;
/**
 * Largest age of a retransmission on the original SSRC: later than reordering explains, with the original timestamp.
 * Assumption.
 */
const MAX_LATE_S = 10;
/** Time during which a replaced SSRC is ignored while its successor is heard: stragglers, or two senders at once. */
const FORMER_TIMEOUT_MS = 2000;
const REMEMBERED_SSRCS = 8;

/**
 * Clock tolerance after an outage of the same source, whose clock has run on with ours; a sender's queue holds packets
 * back for some seconds at most. Assumption.
 */
const MAX_BEHIND_S = 3;
const MAX_AHEAD_S = 1;
/** Largest speedup of the numbering over the outage, relative to the packet rate before it. Assumption. */
const MAX_SPEEDUP = 4;
/** Smoothing of the packet interval. */
const RATE_SMOOTHING = 1 / 64;

type Position = Pick<RtpPacket, 'ssrc' | 'sequenceNumber' | 'timestamp'>;

/**
 * Classification of a packet.
 *
 * 'same': same source. 'restart': first packet of a new source, possibly together with the packet held before it.
 * 'outage': same source, together with the packet held before it, beyond a gap that the numbers alone would take for a
 * restart. 'suspect': unexpected number, which could be a single corrupt packet, so hold it. 'former': source that has
 * been replaced.
 */
export type Continuity = 'same' | 'restart' | 'outage' | 'suspect' | 'former';

/**
 * Detects where an RTP stream continues and where it restarts: by SSRC, or under one SSRC by its numbers (RFC 3550
 * appendix A.1).
 */
export class RestartDetector {
  readonly #clockRate: number;
  readonly #former = new Set<number>();
  #newest: Position | undefined;
  #receivedMs = 0;
  #newestMs = 0;
  #msPerPacket: number | undefined;
  /** Number that would follow the suspect packet, and the classification it would confirm. */
  #expected: { readonly sequenceNumber: number; readonly continuity: 'restart' | 'outage' } | undefined;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  classify(packet: Position, nowMs: number): Continuity {
    const newest = this.#newest;
    if (newest === undefined) return this.#start(packet, nowMs, 'same');
    if (packet.ssrc !== newest.ssrc) {
      if (this.#former.has(packet.ssrc) && nowMs - this.#receivedMs < FORMER_TIMEOUT_MS) return 'former';
      return this.#start(packet, nowMs, 'restart');
    }
    this.#receivedMs = nowMs;
    const ahead = sequenceDistance(packet.sequenceNumber, newest.sequenceNumber);
    if (ahead > -MAX_MISORDER && ahead < MAX_DROPOUT) {
      if (ahead > 0) this.#advance(packet, nowMs, ahead);
      this.#expected = undefined;
      return 'same';
    }
    if (ahead < 0 && ahead > -MAX_DROPOUT && this.#isLate(packet, newest)) return 'same';
    if (packet.sequenceNumber === this.#expected?.sequenceNumber)
      return this.#start(packet, nowMs, this.#expected.continuity);
    const continuity = this.#isBeyondOutage(packet, newest, nowMs) ? 'outage' : 'restart';
    this.#expected = { sequenceNumber: (packet.sequenceNumber + 1) & 0xffff, continuity };
    return 'suspect';
  }

  #advance(packet: Position, nowMs: number, ahead: number): void {
    const msPerPacket = (nowMs - this.#newestMs) / ahead;
    this.#msPerPacket ??= msPerPacket;
    this.#msPerPacket += (msPerPacket - this.#msPerPacket) * RATE_SMOOTHING;
    this.#newest = packet;
    this.#newestMs = nowMs;
  }

  /**
   * A new source starts its clock anywhere (RFC 3550); a clock that stands where the old one would be is the old
   * source's.
   */
  #isBeyondOutage(packet: Position, newest: Position, nowMs: number): boolean {
    const outageMs = nowMs - this.#newestMs;
    const behindS = outageMs / 1000 - ((packet.timestamp - newest.timestamp) | 0) / this.#clockRate;
    if (behindS > MAX_BEHIND_S || behindS < -MAX_AHEAD_S || this.#msPerPacket === undefined) return false;
    const gap = (packet.sequenceNumber - newest.sequenceNumber) & 0xffff;
    return gap <= MAX_SPEEDUP * (outageMs / this.#msPerPacket);
  }

  #start(packet: Position, nowMs: number, continuity: Continuity): Continuity {
    if (this.#newest !== undefined && this.#newest.ssrc !== packet.ssrc) this.#former.add(this.#newest.ssrc);
    this.#former.delete(packet.ssrc);
    for (const ssrc of this.#former) if (this.#former.size > REMEMBERED_SSRCS) this.#former.delete(ssrc); // oldest first
    if (continuity !== 'outage') this.#msPerPacket = undefined;
    this.#newest = packet;
    this.#newestMs = nowMs;
    this.#receivedMs = nowMs;
    this.#expected = undefined;
    return continuity;
  }

  #isLate({ timestamp }: Position, newest: Position): boolean {
    const behind = (newest.timestamp - timestamp) | 0;
    return behind >= 0 && behind < MAX_LATE_S * this.#clockRate;
  }
}
