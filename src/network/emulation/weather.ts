import { hash32 } from '../../lib/random.ts';
import type { GilbertElliott, LinkProfile, Loss } from '../../model/scenario/link-profile.ts';
import { REFERENCE_PACKET_MS } from '../../model/scenario/reference-packet.ts';
import { BurstChain } from './burst-chain.ts';
import { DelaySchedule } from './delay/delay-schedule.ts';

/** Fates of a packet, as numbers so that a packet costs no allocation. Negative values are drops. */
export const PASSED = 0;
export const LOST_RANDOM = -1;
export const LOST_BURST = -2;
export const LOST_BLACKOUT = -4;

const NO_LOSS: Loss = { type: 'none' };
const STREAM = { chance: 1, burst: 2, warmupBurst: 4 } as const;

/** Probability that a packet is lost, by cause; the sum is at most 1. */
export interface LossChances {
  readonly random: number;
  readonly burst: number;
  readonly blackout: number;
}

const DARK: LossChances = { random: 0, burst: 0, blackout: 1 };

/** Losses in force from `atMs` on. */
interface LossInterval {
  readonly atMs: number;
  readonly loss: Loss;
  readonly blackout: boolean;
}

/**
 * Losses and delay of a link over time: a function of profile, seed and weather time, independent of the traffic, so that
 * two streams of different rates meet the same bursts and the same delay. Weather time 0 is the opening of the measured
 * window: all random draws restart there, so that the length of the warm-up changes nothing after it. Times are ms of
 * weather time and must not decrease within each method. (Rate, queue and order are elsewhere: they depend on the link's
 * own traffic.)
 */
export class Weather {
  readonly #seed: number;
  readonly #chanceSeed: number;
  readonly #intervals: readonly LossInterval[];
  #next = 0;
  /** Beginning of the next interval; before it nothing has to be looked up. */
  #nextChangeMs = Number.NEGATIVE_INFINITY;
  #packet = 0;
  #chain: BurstChain | undefined;
  /** Packets so far, for a chain that advances per packet; undefined for one that advances with time. */
  #chainPackets: number | undefined;
  #loss: Loss = NO_LOSS;
  #lossInBad = 0;
  #lossInGood = 0;
  #blackout = false;
  readonly #delay: DelaySchedule;

  constructor(profile: LinkProfile, seed: number) {
    this.#seed = seed;
    this.#chanceSeed = hash32(seed, STREAM.chance);
    this.#intervals = lossIntervals(profile);
    this.#delay = new DelaySchedule(profile, seed);
  }

  /**
   * Returns PASSED, LOST_RANDOM, LOST_BURST or LOST_BLACKOUT for one packet that enters at `atMs`. A loss in the bad state
   * of Gilbert-Elliott counts as burst, one in the good state as random.
   *
   * Independent loss is drawn from the seed and the packet's number, not from time: packets read in one batch share their
   * time and would share their fate. Independent loss has no structure over time, so nothing is lost by that, except that
   * another stream meets other losses. The same holds for the bursts of a chain that advances per packet.
   */
  fate(atMs: number): number {
    if (atMs >= this.#nextChangeMs) this.#advanceTo(atMs);
    if (this.#blackout) return LOST_BLACKOUT;
    const bad = this.#chain?.isBad(this.#chainPackets === undefined ? atMs : this.#nextPacketMs()) === true;
    const lossFraction = bad ? this.#lossInBad : this.#lossInGood;
    if (lossFraction === 0 || hash32(this.#chanceSeed, this.#packet++) / 2 ** 32 >= lossFraction) return PASSED;
    return bad ? LOST_BURST : LOST_RANDOM;
  }

  /**
   * Returns the probabilities from which fate() draws at `atMs`, for a backend that cannot judge single packets. Use one of
   * the two.
   */
  lossChances(atMs: number): LossChances {
    if (atMs >= this.#nextChangeMs) this.#advanceTo(atMs);
    if (this.#blackout) return DARK;
    if (this.#loss.type === 'gilbert-elliott' && this.#loss.perPacket === true) return meanChances(this.#loss);
    return this.#chain?.isBad(atMs) === true
      ? { random: 0, burst: this.#lossInBad, blackout: 0 }
      : { random: this.#lossInGood, burst: 0, blackout: 0 };
  }

  /** Returns when the profile's steps next change loss, blackout or delay after `atMs`; Infinity when they never do. */
  nextChangeAfter(atMs: number): number {
    if (atMs >= this.#nextChangeMs) this.#advanceTo(atMs);
    return Math.min(this.#nextChangeMs, this.#delay.nextChangeAfter(atMs));
  }

  /** Returns the delay of a packet that leaves the bottleneck at `atMs`, 0 or more. */
  delayMs(atMs: number): number {
    return this.#delay.delayMs(atMs);
  }

  /** Lower bound of the delay of any packet. */
  get leastDelayMs(): number {
    return this.#delay.leastDelayMs;
  }

  #nextPacketMs(): number {
    const packet = this.#chainPackets ?? 0;
    this.#chainPackets = packet + 1;
    return packet * REFERENCE_PACKET_MS;
  }

  /** Moves to the interval in force at `atMs`. */
  #advanceTo(atMs: number): void {
    for (;;) {
      const interval = this.#intervals[this.#next];
      if (interval === undefined || atMs < interval.atMs) break;
      this.#next++;
      // The warm-up's chain starts with its first packet: it does not have to be reproducible.
      const startMs = interval.atMs === Number.NEGATIVE_INFINITY ? Math.min(atMs, 0) : interval.atMs;
      this.#blackout = interval.blackout;
      this.#enforce(interval.loss, startMs);
    }
    this.#nextChangeMs = this.#intervals[this.#next]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** Puts a loss model in force. A chain continues when only its losses change; it restarts when p or r change, and at 0. */
  #enforce(loss: Loss, startMs: number): void {
    if (startMs === 0) this.#packet = 0;
    switch (loss.type) {
      case 'none':
      case 'random':
        this.#chain = undefined;
        this.#chainPackets = undefined;
        this.#lossInGood = loss.type === 'none' ? 0 : loss.lossFraction;
        break;
      case 'gilbert-elliott': {
        const before = this.#loss;
        const same =
          before.type === 'gilbert-elliott' &&
          before.p === loss.p &&
          before.r === loss.r &&
          before.perPacket === loss.perPacket;
        if (!same || startMs === 0) {
          const stream = hash32(this.#seed, startMs < 0 ? STREAM.warmupBurst : STREAM.burst);
          const seed = startMs > 0 ? hash32(stream, startMs) : stream;
          this.#chain = new BurstChain(loss.p, loss.r, seed, loss.perPacket === true ? 0 : startMs);
          this.#chainPackets = loss.perPacket === true ? 0 : undefined;
        }
        this.#lossInBad = loss.lossInBad;
        this.#lossInGood = loss.lossInGood;
      }
    }
    this.#loss = loss;
  }
}

/** Returns the mean losses of a chain that advances per packet. */
function meanChances({ p, r, lossInBad, lossInGood }: GilbertElliott): LossChances {
  const bad = p + r === 0 ? 0 : p / (p + r);
  return { random: (1 - bad) * lossInGood, burst: bad * lossInBad, blackout: 0 };
}

/** Returns intervals that begin at -Infinity, at 0, and wherever loss changes or a blackout begins or ends. */
function lossIntervals({ loss, lossSteps = [], blackouts = [] }: LinkProfile): LossInterval[] {
  const edges = [0, ...lossSteps.map(({ atMs }) => atMs), ...blackouts.flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
  const times = [Number.NEGATIVE_INFINITY, ...[...new Set(edges)].sort((a, b) => a - b)];
  return times.map((atMs) => ({
    atMs,
    loss: lossSteps.findLast((step) => step.atMs <= atMs)?.loss ?? loss,
    blackout: blackouts.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
  }));
}
