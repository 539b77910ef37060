import type { LinkSecond } from '../../../model/recording/link-second.ts';
import { BITS_PER_BYTE, MS_PER_SECOND } from '../../../model/units.ts';
import { LogHistogram } from '../../emulation/log-histogram.ts';

import type { LinkState } from './link-schedule.ts';
import type { PipedLink } from './pipe-plan.ts';
import type { QdiscCounts, Snapshot } from './qdisc-counts.ts';
import { hasBottleneck } from './stages.ts';

const NOTHING: QdiscCounts = { packets: 0, bytes: 0, drops: 0, heldPackets: 0, heldBytes: 0 };

/**
 * Per-second counts of one link, derived from its qdiscs. netem knows how many packets it lost but not why, so losses are
 * apportioned by the weather at the time. It does not know their sizes either: they count with the mean size of the packets
 * that passed.
 */
export class LinkLedger {
  readonly #link: PipedLink;
  readonly #first: string;
  readonly #last: string;
  /** Device that counts the packets that enter, if there is one. */
  readonly #counter: string | undefined;
  readonly #wait = new LogHistogram();
  #random = 0;
  #burst = 0;
  #blackout = 0;
  #delaySumMs = 0;
  #spanMs = 0;
  #rateBps: number | undefined;
  /** Bytes that have left a non-empty queue and still wait to be sent. */
  #aheadBytes = 0;
  #seenPackets = 0;
  #meanBytes = 0;
  #before: { first: QdiscCounts; last: QdiscCounts; waiting: QdiscCounts; counted: number } = {
    first: NOTHING,
    last: NOTHING,
    waiting: NOTHING,
    counted: 0,
  };

  constructor(link: PipedLink) {
    this.#link = link;
    const shaping = link.pipes.filter(({ stage }) => !stage.includes('count'));
    this.#first = shaping[0]?.enters ?? '';
    this.#last = shaping.at(-1)?.enters ?? '';
    this.#counter = link.pipes.find(({ stage }) => stage.includes('count'))?.leaves;
  }

  /** Records that `state` was in force for `ms`. */
  addStep({ loss, delayMs, rateBps, aheadBytes = 0 }: LinkState, ms: number): void {
    this.#random += loss.random * ms;
    this.#burst += loss.burst * ms;
    this.#blackout += loss.blackout * ms;
    this.#delaySumMs += delayMs * ms;
    this.#spanMs += ms;
    this.#rateBps = rateBps;
    this.#aheadBytes = aheadBytes;
  }

  /** Samples the queueing delay, if any packet has arrived since the last sample. */
  addSample(snapshot: Snapshot): void {
    const first = this.#countsOf(snapshot, this.#first, '1:');
    const seen = first.packets + first.heldPackets;
    if (seen !== this.#seenPackets && this.#rateBps !== undefined) {
      const held = this.#countsOf(snapshot, this.#first, '3:').heldBytes;
      const bytes = held === 0 ? 0 : held + this.#aheadBytes;
      this.#wait.add((bytes * BITS_PER_BYTE * MS_PER_SECOND) / this.#rateBps);
    }
    this.#seenPackets = seen;
  }

  /** Returns the counts since the last call. `countedOf`: packets that a device has received in total. */
  takeSecond(snapshot: Snapshot, countedOf: (device: string) => number): LinkSecond {
    const before = this.#before;
    const first = this.#countsOf(snapshot, this.#first, '1:');
    const last = this.#countsOf(snapshot, this.#last, '1:');
    const waiting = this.#countsOf(snapshot, this.#first, '3:');
    const counted = this.#counter === undefined ? 0 : countedOf(this.#counter);
    this.#before = { first, last, waiting, counted };
    const lostQueue = waiting.drops - before.waiting.drops;
    const lostToWeather = first.drops - before.first.drops - lostQueue;
    const passed = first.packets - before.first.packets + first.heldPackets - before.first.heldPackets;
    const passedBytes = first.bytes - before.first.bytes + first.heldBytes - before.first.heldBytes;
    const entered = passed + lostToWeather + lostQueue;
    if (passed > 0) this.#meanBytes = passedBytes / passed;
    const inPackets = this.#counter === undefined ? entered : counted - before.counted;
    const [lostRandom = 0, lostBurst = 0, lostBlackout = 0] = apportion(lostToWeather, [
      this.#random,
      this.#burst,
      this.#blackout,
    ]);
    const { profile, id } = this.#link;
    const p50 = this.#wait.quantileMs(0.5);
    const p95 = this.#wait.quantileMs(0.95);
    const max = this.#wait.maxMs();
    const varies = profile.rateSteps !== undefined || profile.trace !== undefined;
    const second: LinkSecond = {
      link: id,
      inPackets,
      inBytes: Math.round(passedBytes + (inPackets - passed) * this.#meanBytes),
      outPackets: last.packets - before.last.packets,
      outBytes: last.bytes - before.last.bytes,
      lostRandom,
      lostBurst: lostBurst + lostBlackout,
      lostQueue,
      ...(profile.blackouts !== undefined && { lostBlackout }),
      ...(this.#counter !== undefined && { duplicated: Math.max(0, entered - inPackets) }),
      ...(varies && this.#rateBps !== undefined && { rateBps: this.#rateBps }),
      ...(hasBottleneck(profile) && p50 !== undefined && { queueDelayP50Ms: p50 }),
      ...(hasBottleneck(profile) && p95 !== undefined && { queueDelayP95Ms: p95 }),
      ...(hasBottleneck(profile) && max !== undefined && { queueDelayMaxMs: max }),
      ...(this.#spanMs > 0 && { meanDelayMs: this.#delaySumMs / this.#spanMs }),
    };
    this.#random = this.#burst = this.#blackout = this.#delaySumMs = this.#spanMs = 0;
    this.#wait.reset();
    return second;
  }

  #countsOf(snapshot: Snapshot, device: string, handle: string): QdiscCounts {
    return snapshot.get(`${device} ${handle}`) ?? NOTHING;
  }
}

/**
 * Splits `count` into whole shares in proportion to the weights, by largest remainders; gives all to the first share when
 * every weight is 0.
 */
export function apportion(count: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map((_, index) => (index === 0 ? count : 0));
  const exact = weights.map((weight) => (count * weight) / total);
  const shares = exact.map(Math.floor);
  let left = count - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value % 1 }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left--;
  }
  return shares;
}
