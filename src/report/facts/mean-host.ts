import { meanOf } from '../../metrics/series/values.ts';
import type { HostSecond } from '../../model/result/result.ts';
import { NO_DATA_TEXT, plain, type Text } from '../messages/words.ts';

/** Mean shares of all CPUs, 0..1; undefined if no second has one. */
export interface MeanHost {
  readonly busyFraction: number | undefined;
  readonly stealFraction: number | undefined;
}

/** Averages the load of the machine over seconds. */
export function meanHost(seconds: readonly HostSecond[]): MeanHost {
  return {
    busyFraction: meanOf(seconds.flatMap(({ busyFraction }) => busyFraction ?? [])),
    stealFraction: meanOf(seconds.flatMap(({ stealFraction }) => stealFraction ?? [])),
  };
}

/** Busy share from which the CPUs had no capacity left. */
const FULL = 0.9;
/** Stolen share from which it is named as a cause. */
const STOLEN = 0.03;

export function isFull({ busyFraction }: MeanHost): boolean {
  return busyFraction !== undefined && busyFraction >= FULL;
}

export function isStolenFrom({ stealFraction }: MeanHost): boolean {
  return stealFraction !== undefined && stealFraction >= STOLEN;
}

/** Returns "12 %": more digits say nothing about a machine. */
export function wholePercent(fraction: number | undefined): Text {
  return fraction === undefined ? NO_DATA_TEXT : plain(`${Math.round(fraction * 100)} %`);
}
