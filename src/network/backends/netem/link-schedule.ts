import type { LinkProfile, Traces } from '../../../model/scenario/link-profile.ts';
import type { Link } from '../../../model/scenario/network.ts';
import { REFERENCE_PACKET_MS } from '../../../model/scenario/reference-packet.ts';
import { type LossChances, Weather } from '../../emulation/weather.ts';
import { RateSchedule } from './rate-schedule.ts';
import { hasBottleneck, hasOrderedJitter } from './stages.ts';

/** Settings of a link during one step of time. */
export interface LinkState {
  readonly loss: LossChances;
  /** Delay without the jitter that netem draws itself. */
  readonly delayMs: number;
  /** Fields of RateState; undefined without a bottleneck. */
  readonly rateBps?: number;
  readonly aheadBytes?: number;
  readonly queueBytes?: number;
}

/** Weather of a link in steps: means over each step, from the same weather that other backends query packet by packet. */
export class LinkSchedule {
  readonly #weather: Weather;
  /** Undefined without a bottleneck. */
  readonly #rate: RateSchedule | undefined;
  /** Whether the state may differ from step to step, so that steps must be short. */
  readonly varies: boolean;

  constructor({ profile, seed, segmentSeed = seed }: Pick<Link, 'profile' | 'seed' | 'segmentSeed'>, traces: Traces) {
    const jitters = hasOrderedJitter(profile);
    // netem itself draws jitter that reorders, packet by packet.
    this.#weather = new Weather(jitters ? profile : { ...profile, jitterMs: 0 }, seed);
    this.#rate = hasBottleneck(profile) ? new RateSchedule(profile, traces, segmentSeed) : undefined;
    this.varies = jitters || hasBursts(profile) || this.#rate?.varies === true;
  }

  /** Returns the time of the profile's next step after `atMs`; Infinity when there is none. */
  nextChangeAfter(atMs: number): number {
    return this.#weather.nextChangeAfter(atMs);
  }

  /** Returns the state from `fromMs` to `toMs`, which must not be beyond the next change. Times must not decrease. */
  stateDuring(fromMs: number, toMs: number): LinkState {
    const middleMs = (fromMs + toMs) / 2;
    return {
      loss: this.#loss(fromMs, toMs),
      delayMs: this.#weather.delayMs(middleMs),
      ...this.#rate?.stateAt(middleMs),
    };
  }

  /** Averages over the steps of the loss chain, within which nothing changes. */
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
