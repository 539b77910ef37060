import { hash32 } from '../lib/random.ts';
import type { LinkProfile, Loss } from '../model/network.ts';
import { BurstChain } from './burst-chain.ts';
import { JitterWave } from './jitter-wave.ts';

/** What befalls a packet: numbers, so that a packet costs no allocation. Negative is a drop. */
export const PASSED = 0;
export const LOST_RANDOM = -1;
export const LOST_BURST = -2;

/**
 * What a link does over time: a function of (profile, seed, time), whatever traffic it carries, so that two streams of
 * different rates meet the same bursts and the same swings of delay. Times are ms since the link's epoch; within each
 * method they must not decrease. (Rate, queue and order are not weather: they are how the link treats its own traffic.)
 */
export interface Weather {
  /** PASSED, LOST_RANDOM or LOST_BURST for one packet entering at `atMs`. */
  fate(atMs: number): number;
  /** Delay of a packet that leaves the bottleneck at `atMs`, 0 or more. */
  delayMs(atMs: number): number;
  /** No packet is ever delayed less. */
  readonly leastDelayMs: number;
}

const STREAM = { chance: 1, burst: 2, jitter: 3 } as const;

/** Jitter above the delay is cut at zero, which raises the mean: a packet cannot arrive before it was sent. */
export function createWeather(profile: LinkProfile, seed: number): Weather {
  const jitter = new JitterWave(profile.jitterMs, hash32(seed, STREAM.jitter));
  return {
    fate: createFate(profile.loss, seed),
    delayMs: (atMs) => Math.max(0, profile.delayMs + jitter.extraMs(atMs)),
    leastDelayMs: Math.max(0, profile.delayMs - profile.jitterMs),
  };
}

/**
 * Independent loss is drawn for each packet by (seed, number of the packet), not by time: packets read in one batch share
 * their time and would share their fate. It has no course over time, so nothing is lost by that. In the bad state of
 * Gilbert-Elliott a loss counts as burst, in the good state as random.
 */
function createFate(loss: Loss, seed: number): Weather['fate'] {
  const chanceSeed = hash32(seed, STREAM.chance);
  let packet = 0;
  const chance = () => hash32(chanceSeed, packet++) / 2 ** 32;
  switch (loss.type) {
    case 'none':
      return () => PASSED;
    case 'random':
      return () => (chance() < loss.lossFraction ? LOST_RANDOM : PASSED);
    case 'gilbert-elliott': {
      const chain = new BurstChain(loss.p, loss.r, hash32(seed, STREAM.burst));
      return (atMs) => {
        if (chain.isBad(atMs)) return chance() < loss.lossInBad ? LOST_BURST : PASSED;
        return chance() < loss.lossInGood ? LOST_RANDOM : PASSED;
      };
    }
  }
}
