import type { LinkSecond } from '../../../model/scenario/network.ts';
import { LogHistogram } from '../../emulation/log-histogram.ts';
import { apportion } from './apportion.ts';
import type { LinkState } from './link-schedule.ts';
import type { PipedLink } from './pipe-plan.ts';
import type { QdiscCounts, Snapshot } from './qdisc-counts.ts';
import { hasBottleneck } from './stages.ts';

const NOTHING: QdiscCounts = { packets: 0, bytes: 0, drops: 0, heldPackets: 0, heldBytes: 0 };
const BITS_PER_BYTE = 8;
const MS_PER_SECOND = 1000;

/**
 * What one link did each second, from counts of its qdiscs. netem knows how many packets it lost, not why: they are
 * apportioned to what the weather was then. It does not know their sizes: they count as the mean of those that passed.
 */
export class LinkLedger {
  readonly #link: PipedLink;
  readonly #first: string;
  readonly #last: string;
  /** Device that counts what comes, where there is one. */
  readonly #counter: string | undefined;
  readonly #wait = new LogHistogram();
  #random = 0;
  #burst = 0;
  #blackout = 0;
  #delaySumMs = 0;
  #spanMs = 0;
  #rateBps: number | undefined;
  /** What has left a queue that is not empty, and still waits to be sent. */
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

  /** `state` was in force for so long. */
  addStep({ loss, delayMs, rateBps, aheadBytes = 0 }: LinkState, ms: number): void {
    this.#random += loss.random * ms;
    this.#burst += loss.burst * ms;
    this.#blackout += loss.blackout * ms;
    this.#delaySumMs += delayMs * ms;
    this.#spanMs += ms;
    this.#rateBps = rateBps;
    this.#aheadBytes = aheadBytes;
  }

  /** How long what came since the last sample may have to wait, if anything came. */
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

  /** Since the last call. `countedOf`: what a device has received. */
  takeSecond(snapshot: Snapshot, countedOf: (device: string) => number): LinkSecond {
    const before = this.#before;
    const first = this.#countsOf(snapshot, this.#first, '1:');
    const last = this.#countsOf(snapshot, this.#last, '1:');
    const waiting = this.#countsOf(snapshot, this.#first, '3:');
    const counted = this.#counter === undefined ? 0 : countedOf(this.#counter);
    this.#before = { first, last, waiting, counted };
    const lostQueue = waiting.drops - before.waiting.drops;
    const lostByChance = first.drops - before.first.drops - lostQueue;
    const passed = first.packets - before.first.packets + first.heldPackets - before.first.heldPackets;
    const passedBytes = first.bytes - before.first.bytes + first.heldBytes - before.first.heldBytes;
    const entered = passed + lostByChance + lostQueue;
    if (passed > 0) this.#meanBytes = passedBytes / passed;
    const inPackets = this.#counter === undefined ? entered : counted - before.counted;
    const [lostRandom = 0, lostBurst = 0, lostBlackout = 0] = apportion(lostByChance, [
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
