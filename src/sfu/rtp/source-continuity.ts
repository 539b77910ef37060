import type { RtpPacket } from './rtp-packet.ts';
import { sequenceDistance } from './sequence-numbers.ts';

/** RFC 3550 appendix A.1: numbers further ahead, or further behind, are another counting. */
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;
/** A packet sent again on its own SSRC comes later than misordering can explain, with a timestamp of then. Assumption. */
const MAX_LATE_S = 10;
/** Whom a new source has followed is not heard again while that one is: stragglers, or two at once. */
const FORMER_MS = 2000;
const REMEMBERED = 8;

/** The same source after an outage: its clock has gone on with ours. A sender's queue holds its packets back for some seconds at most. Assumption. */
const MAX_BEHIND_S = 3;
const MAX_AHEAD_S = 1;
/** Its numbers went on no faster than so many times its rate of before. Assumption. */
const MAX_SPEEDUP = 4;
/** Packets and their time, by which its rate is known. */
const RATE_SMOOTHING = 1 / 64;

type Position = Pick<RtpPacket, 'ssrc' | 'sequenceNumber' | 'timestamp'>;

/**
 * 'same': of the source that was; 'restart': the first of a new one, or with the packet held before it; 'outage': with the packet
 * held before it, of the source that was, beyond a hole that numbers alone would take for a new counting; 'suspect': its
 * number is from elsewhere, which one torn packet might have as well, so it is to be held; 'former': of a source left behind.
 */
export type Continuity = 'same' | 'restart' | 'outage' | 'suspect' | 'former';

/** Tells where an RTP stream goes on and where it starts anew: by its SSRC, or under the same SSRC by its numbers (RFC 3550 appendix A.1). */
export class SourceContinuity {
  readonly #clockRate: number;
  readonly #former = new Set<number>();
  #newest: Position | undefined;
  #heardMs = 0;
  #newestMs = 0;
  #msPerPacket: number | undefined;
  /** The number that would follow the suspect one, and what it would then be. */
  #expected: { readonly sequenceNumber: number; readonly continuity: 'restart' | 'outage' } | undefined;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  judge(packet: Position, nowMs: number): Continuity {
    const newest = this.#newest;
    if (newest === undefined) return this.#begin(packet, nowMs, 'same');
    if (packet.ssrc !== newest.ssrc) {
      if (this.#former.has(packet.ssrc) && nowMs - this.#heardMs < FORMER_MS) return 'former';
      return this.#begin(packet, nowMs, 'restart');
    }
    this.#heardMs = nowMs;
    const ahead = sequenceDistance(packet.sequenceNumber, newest.sequenceNumber);
    if (ahead > -MAX_MISORDER && ahead < MAX_DROPOUT) {
      if (ahead > 0) this.#goOn(packet, nowMs, ahead);
      this.#expected = undefined;
      return 'same';
    }
    if (ahead < 0 && ahead > -MAX_DROPOUT && this.#isLate(packet, newest)) return 'same';
    if (packet.sequenceNumber === this.#expected?.sequenceNumber)
      return this.#begin(packet, nowMs, this.#expected.continuity);
    const continuity = this.#isBeyondOutage(packet, newest, nowMs) ? 'outage' : 'restart';
    this.#expected = { sequenceNumber: (packet.sequenceNumber + 1) & 0xffff, continuity };
    return 'suspect';
  }

  #goOn(packet: Position, nowMs: number, ahead: number): void {
    const msPerPacket = (nowMs - this.#newestMs) / ahead;
    this.#msPerPacket ??= msPerPacket;
    this.#msPerPacket += (msPerPacket - this.#msPerPacket) * RATE_SMOOTHING;
    this.#newest = packet;
    this.#newestMs = nowMs;
  }

  /** RFC 3550 has a new source begin its clock anywhere: one that stands where ours would have it is the old one. */
  #isBeyondOutage(packet: Position, newest: Position, nowMs: number): boolean {
    const darkMs = nowMs - this.#newestMs;
    const behindS = darkMs / 1000 - ((packet.timestamp - newest.timestamp) | 0) / this.#clockRate;
    if (behindS > MAX_BEHIND_S || behindS < -MAX_AHEAD_S || this.#msPerPacket === undefined) return false;
    const hole = (packet.sequenceNumber - newest.sequenceNumber) & 0xffff;
    return hole <= MAX_SPEEDUP * (darkMs / this.#msPerPacket);
  }

  #begin(packet: Position, nowMs: number, continuity: Continuity): Continuity {
    if (this.#newest !== undefined && this.#newest.ssrc !== packet.ssrc) this.#former.add(this.#newest.ssrc);
    this.#former.delete(packet.ssrc);
    for (const ssrc of this.#former) if (this.#former.size > REMEMBERED) this.#former.delete(ssrc); // oldest first
    if (continuity !== 'outage') this.#msPerPacket = undefined;
    this.#newest = packet;
    this.#newestMs = nowMs;
    this.#heardMs = nowMs;
    this.#expected = undefined;
    return continuity;
  }

  #isLate({ timestamp }: Position, newest: Position): boolean {
    const behind = (newest.timestamp - timestamp) | 0;
    return behind >= 0 && behind < MAX_LATE_S * this.#clockRate;
  }
}
