import { REFERENCE_PACKET_MS } from '../../../model/recording/reference-packet.ts';
import type { Link, LinkProfile, Traces } from '../../../model/scenario/network.ts';
import { type LossChances, Weather } from '../../emulation/weather.ts';
import { RateSchedule } from './rate-schedule.ts';
import { hasBottleneck, hasOrderedJitter } from './stages.ts';

/** What a link is to do during one step of time. */
export interface LinkState {
  readonly loss: LossChances;
  /** Without the jitter that netem draws itself. */
  readonly delayMs: number;
  /** These three as in RateState; undefined without a bottleneck. */
  readonly rateBps?: number;
  readonly aheadBytes?: number;
  readonly queueBytes?: number;
}

/** A link's weather in steps: the means over each, from the same weather that other backends ask packet by packet. */
export class LinkSchedule {
  readonly #weather: Weather;
  /** Undefined without a bottleneck. */
  readonly #rate: RateSchedule | undefined;
  /** Whether its state may differ from step to step, so that steps are to be short. */
  readonly moves: boolean;

  constructor({ profile, seed, segmentSeed = seed }: Pick<Link, 'profile' | 'seed' | 'segmentSeed'>, traces: Traces) {
    const jitters = hasOrderedJitter(profile);
    // Jitter that reorders is drawn for every packet by netem itself.
    this.#weather = new Weather(jitters ? profile : { ...profile, jitterMs: 0 }, seed);
    this.#rate = hasBottleneck(profile) ? new RateSchedule(profile, traces, segmentSeed) : undefined;
    this.moves = jitters || hasBursts(profile) || this.#rate?.moves === true;
  }

  /** When, after `atMs`, the profile itself changes something at once; Infinity when never again. */
  nextChangeAfter(atMs: number): number {
    return this.#weather.nextChangeAfter(atMs);
  }

  /** From `fromMs` to `toMs`, which must not be beyond the next turn; times must not decrease. */
  over(fromMs: number, toMs: number): LinkState {
    const middleMs = (fromMs + toMs) / 2;
    return { loss: this.#loss(fromMs, toMs), delayMs: this.#weather.delayMs(middleMs), ...this.#rate?.at(middleMs) };
  }

  /** Means over the steps of the loss chain, within which nothing changes. */
  #loss(fromMs: number, toMs: number): LossChances {
    let random = 0;
    let burst = 0;
    let blackout = 0;
    for (let atMs = fromMs; atMs < toMs; ) {
      const endMs = Math.min(toMs, (Math.floor(atMs / REFERENCE_PACKET_MS) + 1) * REFERENCE_PACKET_MS);
      const ms = endMs - atMs;
      const chances = this.#weather.lossChances(atMs);
      random += ms * chances.random;
      burst += ms * chances.burst;
      blackout += ms * chances.blackout;
      atMs = endMs;
    }
    const spanMs = toMs - fromMs;
    return { random: random / spanMs, burst: burst / spanMs, blackout: blackout / spanMs };
  }
}

function hasBursts({ loss, lossSteps = [] }: LinkProfile): boolean {
  return [loss, ...lossSteps.map((step) => step.loss)].some(
    (each) => each.type === 'gilbert-elliott' && each.perPacket !== true,
  );
}
