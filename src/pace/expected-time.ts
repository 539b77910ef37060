import { chooseSlow } from '../capacity/choose-slow.ts';
import { expectedFactor, type Machine } from '../capacity/machine-load.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';

/** Seconds of a take besides its warm-up and window, in the stream's own time; on two cores, measured with the quickstart. */
const STREAM_S = { probing: 3, start: 3, drain: 1.5 } as const;
/** play.ts waits so long, if need be, until a factor that it steers has settled. */
const SETTLE_S = 3;
/** Closing is not slowed. */
const CLOSE_S = 1;

/** Time to be expected of takes before they are played. */
export interface ExpectedTime {
  readonly takes: number;
  /** Real time, all takes one after the other. */
  readonly seconds: number;
  /** The largest of the takes': real time over the stream's own. */
  readonly factor: number;
}

/** Nothing else runs on the machine, as far as this knows: a take that is played beside others takes longer. */
export function expectedTime(takes: readonly Take[], machine: Machine): ExpectedTime {
  const each = takes.map(({ scenario, viewers }) => {
    const slow = chooseSlow(scenario, machine);
    const factor = expectedFactor(scenario.broadcast.video, viewers.length, { ...machine, slow });
    return { factor, seconds: takeSeconds(scenario, factor, slow === 'auto') };
  });
  return {
    takes: takes.length,
    seconds: each.reduce((sum, { seconds }) => sum + seconds, 0),
    factor: each.reduce((most, { factor }) => Math.max(most, factor), 1),
  };
}

/** Real seconds of one take at this factor, from its first probe to its end. */
export function takeSeconds(
  { warmupMs, durationMs }: Pick<Scenario, 'warmupMs' | 'durationMs'>,
  factor: number,
  isSteered: boolean,
): number {
  const { probing, start, drain } = STREAM_S;
  const streamS = probing + start + warmupMs / 1000 + (isSteered ? SETTLE_S : 0) + durationMs / 1000 + drain;
  return factor * streamS + CLOSE_S;
}

/** Real seconds of a take whose window is measured, from this second of it on. */
export function secondsLeft(second: number, of: number, factor: number): number {
  return factor * (Math.max(0, of - second) + STREAM_S.drain) + CLOSE_S;
}
