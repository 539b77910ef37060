import type { HostSecond } from '../../model/result/result.ts';
import { NO_DATA } from '../text/format.ts';

/** Mean shares of all CPUs; undefined where no second tells. */
export interface MeanHost {
  readonly busyFraction: number | undefined;
  readonly stealFraction: number | undefined;
}

export function meanHost(seconds: readonly HostSecond[]): MeanHost {
  return {
    busyFraction: meanOf(seconds.flatMap(({ busyFraction }) => busyFraction ?? [])),
    stealFraction: meanOf(seconds.flatMap(({ stealFraction }) => stealFraction ?? [])),
  };
}

/** From so much on the CPUs had no room left. */
const FULL = 0.9;
/** From so much on it is worth blaming. */
const STOLEN = 0.03;

export function isFull({ busyFraction }: MeanHost): boolean {
  return busyFraction !== undefined && busyFraction >= FULL;
}

export function isStolenFrom({ stealFraction }: MeanHost): boolean {
  return stealFraction !== undefined && stealFraction >= STOLEN;
}

/** "12 %": finer says nothing of a machine. */
export function wholePercent(fraction: number | undefined): string {
  return fraction === undefined ? NO_DATA : `${Math.round(fraction * 100)} %`;
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
