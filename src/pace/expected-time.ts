import { chooseSlow } from '../capacity/choose-slow.ts';
import { expectedFactor, type Machine } from '../capacity/machine-load.ts';
import { lastJoinMs } from '../model/scenario/last-join.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';

/** Duration of a take's other phases, in stream time: measured with the quickstart scenario on two cores. */
const STREAM_S = { probing: 3, start: 3, drain: 1.5 } as const;
/** Longest wait for the encoder's target after the warm-up, in stream time (take/wait-until-steady.ts). */
const TARGET_S = 12;
/**
 * Longest waits for players to settle after that, in stream time (take/settle-viewers.ts): jitter buffers (30 s) and then sound (15 s)
 * on lossy lines, or pictures held back for their sound, which is all there is where nothing is repaired by an origin of ours.
 */
const MOST_SETTLING_S = { repaired: 45, held: 20 } as const;
/** Longest time that play.ts waits for a steered factor to settle, in stream time. */
const SETTLE_S = 3;
/** Time from the joins until players have settled, in stream time. Measured: 20.5 to 22.5 s on lossy lines, 16 to 32 s on clean ones. */
const SETTLED_S = 24;
/** Duration of closing, in real time: closing is not slowed. */
const CLOSE_S = 1;

/** Prediction of how long takes will run. */
export interface ExpectedTime {
  readonly takes: number;
  /** Real time of all takes in sequence, s, if players settle as they mostly do and nothing else is waited for. */
  readonly seconds: number;
  /** The same if each waits for as long as it may. Measured: the quickstart's 38 to 95 s took 42 to 82 s. */
  readonly mostSeconds: number;
  /** Largest time dilation factor among the takes. */
  readonly factor: number;
}

/** Predicts the time for takes, assuming that nothing else runs on the machine. */
export function expectedTime(takes: readonly Take[], machine: Machine): ExpectedTime {
  const predicted = takes.map(({ scenario, viewers }) => {
    const slow = chooseSlow(scenario, machine);
    const factor = expectedFactor(scenario.broadcast.video, viewers.length, { ...machine, slow });
    const secondsWith = (warmS: number) => takeSeconds({ scenario, viewers }, factor, slow === 'auto', warmS);
    return { factor, seconds: secondsWith(warmSeconds(scenario)), mostSeconds: secondsWith(mostWarmSeconds(scenario)) };
  });
  return {
    takes: takes.length,
    seconds: predicted.reduce((sum, { seconds }) => sum + seconds, 0),
    mostSeconds: predicted.reduce((sum, { mostSeconds }) => sum + mostSeconds, 0),
    factor: predicted.reduce((most, { factor }) => Math.max(most, factor), 1),
  };
}

/** Returns the time from the last join until the window mostly opens, in stream time. */
function warmSeconds({ warmupMs, settle }: Scenario): number {
  return settle === false ? warmupMs / 1000 : Math.max(warmupMs / 1000, SETTLED_S);
}

/** Returns the same if everything is waited for as long as it may be. */
function mostWarmSeconds({ warmupMs, settle, broadcast }: Scenario): number {
  const isRepaired = broadcast.transport === 'local' && broadcast.video.nack !== false;
  const settlingS = settle === false ? 0 : MOST_SETTLING_S[isRepaired ? 'repaired' : 'held'];
  return warmupMs / 1000 + TARGET_S + settlingS;
}

/** Returns the real time of one take at a factor, from its first probe to its end, s. */
export function takeSeconds(
  { scenario, viewers }: Pick<Take, 'scenario' | 'viewers'>,
  factor: number,
  isSteered: boolean,
  warmS = warmSeconds(scenario),
): number {
  const { probing, start, drain } = STREAM_S;
  // Viewers warm up once the last of them has joined.
  const joinsS = lastJoinMs(viewers) / 1000;
  const streamS = probing + start + joinsS + warmS + (isSteered ? SETTLE_S : 0) + scenario.durationMs / 1000 + drain;
  return factor * streamS + CLOSE_S;
}

/** Returns the real time left of a take in its measured window, at second `second` of `of`, s. */
export function secondsLeft(second: number, of: number, factor: number): number {
  return factor * (Math.max(0, of - second) + STREAM_S.drain) + CLOSE_S;
}
