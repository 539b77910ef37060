import { hash32 } from '../../lib/random.ts';
import { REFERENCE_PACKET_MS } from '../../model/recording/reference-packet.ts';
import type { GilbertElliott, LinkProfile, Loss } from '../../model/scenario/network.ts';
import { BurstChain } from './burst-chain.ts';
import { DelaySchedule } from './delay/delay-schedule.ts';

/** What befalls a packet: numbers, so that a packet costs no allocation. Negative is a drop. */
export const PASSED = 0;
export const LOST_RANDOM = -1;
export const LOST_BURST = -2;
export const LOST_BLACKOUT = -4;

const NO_LOSS: Loss = { type: 'none' };
const STREAM = { chance: 1, burst: 2, warmupBurst: 4 } as const;

/** With what chance a packet is lost, by cause; they add up to at most 1. */
export interface LossChances {
  readonly random: number;
  readonly burst: number;
  readonly blackout: number;
}

const DARK: LossChances = { random: 0, burst: 0, blackout: 1 };

/** How packets fare from `atMs` on. */
interface Stretch {
  readonly atMs: number;
  readonly loss: Loss;
  readonly blackout: boolean;
}

/**
 * What a link does over time: a function of (profile, seed, weather time), whatever traffic it carries, so that two streams
 * of different rates meet the same bursts and the same delay. Weather time 0 is the opening of the measured
 * window: all that is drawn by chance begins anew there, so that how long the warm-up took changes nothing after it. Times
 * are ms of weather time; within each method they must not decrease. (Rate, queue and order are not here: they are how
 * the link treats its own traffic.)
 */
export class Weather {
  readonly #seed: number;
  readonly #chanceSeed: number;
  readonly #stretches: readonly Stretch[];
  #next = 0;
  /** When the next stretch begins; before it nothing has to be looked up. */
  #turnsAtMs = Number.NEGATIVE_INFINITY;
  #packet = 0;
  #chain: BurstChain | undefined;
  /** Packets so far, where the chain goes by them; undefined where it goes by time. */
  #chainPackets: number | undefined;
  #loss: Loss = NO_LOSS;
  #lossInBad = 0;
  #lossInGood = 0;
  #blackout = false;
  readonly #delay: DelaySchedule;

  constructor(profile: LinkProfile, seed: number) {
    this.#seed = seed;
    this.#chanceSeed = hash32(seed, STREAM.chance);
    this.#stretches = stretchesOf(profile);
    this.#delay = new DelaySchedule(profile, seed);
  }

  /**
   * PASSED, LOST_RANDOM, LOST_BURST or LOST_BLACKOUT for one packet entering at `atMs`. In the bad state of Gilbert-Elliott
   * a loss counts as burst, in the good state as random.
   *
   * Independent loss is drawn by (seed, number of the packet), not by time: packets read in one batch share their time and
   * would share their fate. It has no course over time, so nothing is lost by that, but another stream meets others' losses. So
   * does a chain that goes by packets, with its bursts.
   */
  fate(atMs: number): number {
    if (atMs >= this.#turnsAtMs) this.#turn(atMs);
    if (this.#blackout) return LOST_BLACKOUT;
    const bad = this.#chain?.isBad(this.#chainPackets === undefined ? atMs : this.#nextPacketMs()) === true;
    const lossFraction = bad ? this.#lossInBad : this.#lossInGood;
    if (lossFraction === 0 || hash32(this.#chanceSeed, this.#packet++) / 2 ** 32 >= lossFraction) return PASSED;
    return bad ? LOST_BURST : LOST_RANDOM;
  }

  /** What fate() draws from at `atMs`: for a backend that cannot judge packets one by one. Instead of fate(). */
  lossChances(atMs: number): LossChances {
    if (atMs >= this.#turnsAtMs) this.#turn(atMs);
    if (this.#blackout) return DARK;
    if (this.#loss.type === 'gilbert-elliott' && this.#loss.perPacket === true) return meanChances(this.#loss);
    return this.#chain?.isBad(atMs) === true
      ? { random: 0, burst: this.#lossInBad, blackout: 0 }
      : { random: this.#lossInGood, burst: 0, blackout: 0 };
  }

  /** When, after `atMs`, the profile's steps next change losses, blackout or delay; Infinity when never again. */
  turnsAfter(atMs: number): number {
    if (atMs >= this.#turnsAtMs) this.#turn(atMs);
    return Math.min(this.#turnsAtMs, this.#delay.turnsAfter(atMs));
  }

  /** Delay of a packet that leaves the bottleneck at `atMs`, 0 or more. */
  delayMs(atMs: number): number {
    return this.#delay.delayMs(atMs);
  }

  /** No packet is ever delayed less. */
  get leastDelayMs(): number {
    return this.#delay.leastDelayMs;
  }

  #nextPacketMs(): number {
    const packet = this.#chainPackets ?? 0;
    this.#chainPackets = packet + 1;
    return packet * REFERENCE_PACKET_MS;
  }

  /** Moves to the stretch in force at `atMs`. */
  #turn(atMs: number): void {
    for (;;) {
      const stretch = this.#stretches[this.#next];
      if (stretch === undefined || atMs < stretch.atMs) break;
      this.#next++;
      // The warm-up's chain starts with its first packet: nothing needs it to be the same twice.
      const startMs = stretch.atMs === Number.NEGATIVE_INFINITY ? Math.min(atMs, 0) : stretch.atMs;
      this.#blackout = stretch.blackout;
      this.#enforce(stretch.loss, startMs);
    }
    this.#turnsAtMs = this.#stretches[this.#next]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** A chain goes on through a change of its losses, and begins anew with a change of its own p or r, and at 0. */
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

/** Mean losses of a chain that goes by packets. */
function meanChances({ p, r, lossInBad, lossInGood }: GilbertElliott): LossChances {
  const bad = p + r === 0 ? 0 : p / (p + r);
  return { random: (1 - bad) * lossInGood, burst: bad * lossInBad, blackout: 0 };
}

/** The first from the beginning of time, one at 0, and one wherever loss changes or a blackout begins or ends. */
function stretchesOf({ loss, lossSteps = [], blackouts = [] }: LinkProfile): Stretch[] {
  const edges = [0, ...lossSteps.map(({ atMs }) => atMs), ...blackouts.flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
  const times = [Number.NEGATIVE_INFINITY, ...[...new Set(edges)].sort((a, b) => a - b)];
  return times.map((atMs) => ({
    atMs,
    loss: lossSteps.findLast((step) => step.atMs <= atMs)?.loss ?? loss,
    blackout: blackouts.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
  }));
}
