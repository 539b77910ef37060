import { median } from 'simple-statistics';
import type { BdRateOverSeeds, NoBdRate } from '../../model/result/curves.ts';
import { flipInterval } from '../compare/statistics/difference-interval.ts';
import { signPatterns } from '../compare/statistics/sign-patterns.ts';
import { pchipIntegral } from './pchip.ts';

/** Quality that one setting reached at one bitrate. */
export interface RatePoint {
  readonly rateBps: number;
  /** Quality on any scale on which more is better: dB, SSIM. */
  readonly quality: number;
}

export type Curve = readonly RatePoint[];

/** Share of bits more (or, below 0, fewer) that `test` takes for the same quality, or why it is not known. */
export type BdRate =
  | {
      readonly type: 'value';
      readonly fraction: number;
      /** Share of the qualities reached by either that both reach. */
      readonly commonShare: number;
    }
  | { readonly type: 'none'; readonly reason: NoBdRate };

/**
 * Computes Bjontegaard's delta rate (VCEG-M33, 2001) with piecewise cubics (JCTVC-L1100): the mean difference of log rate over the
 * qualities that both reach. A curve of fewer than two points, or whose quality does not rise with its rate, has no rate for a
 * quality.
 */
export function bdRate(anchor: Curve, test: Curve): BdRate {
  const [a, b] = [logCurve(anchor), logCurve(test)];
  if (a === undefined || b === undefined) return { type: 'none', reason: 'not-rising' };
  const low = Math.max(a.quality[0] as number, b.quality[0] as number);
  const high = Math.min(a.quality.at(-1) as number, b.quality.at(-1) as number);
  if (!(low < high)) return { type: 'none', reason: 'never-equal' };
  const mean = ({ quality, logRate }: LogCurve) => pchipIntegral(quality, logRate, low, high) / (high - low);
  const ends = [a, b].flatMap(({ quality }) => [quality[0] as number, quality.at(-1) as number]);
  const commonShare = (high - low) / (Math.max(...ends) - Math.min(...ends));
  return { type: 'value', fraction: Math.exp(mean(b) - mean(a)) - 1, commonShare };
}

interface LogCurve {
  readonly quality: readonly number[];
  readonly logRate: readonly number[];
}

function logCurve(curve: Curve): LogCurve | undefined {
  const points = curve.toSorted((a, b) => a.rateBps - b.rateBps);
  const isRising = points.every(({ rateBps, quality }, i) => {
    const before = points[i - 1];
    return rateBps > 0 && (before === undefined || (quality > before.quality && rateBps > before.rateBps));
  });
  if (points.length < 2 || !isRising) return undefined;
  return { quality: points.map(({ quality }) => quality), logRate: points.map(({ rateBps }) => Math.log(rateBps)) };
}

/** Curves of both settings under one seed, with the same weather at every rate. */
export interface SeedCurves {
  readonly anchor: Curve;
  readonly test: Curve;
}

/** Combines the BD rates of all seeds; undefined if no seed has one. */
export function bdRateOverSeeds(
  seeds: readonly SeedCurves[],
  { tail, random }: { readonly tail: number; readonly random: () => number },
): BdRateOverSeeds | undefined {
  const each = seeds.map(({ anchor, test }) => bdRate(anchor, test));
  const known = each.filter((found) => found.type === 'value');
  if (known.length === 0) return undefined;
  const logs = known.map(({ fraction }) => Math.log(1 + fraction));
  const interval = flipInterval(logs, signPatterns(logs.length, random), tail);
  return {
    fraction: Math.exp(median(logs)) - 1,
    ...(interval !== undefined && { interval: { low: Math.exp(interval.low) - 1, high: Math.exp(interval.high) - 1 } }),
    commonShare: median(known.map(({ commonShare }) => commonShare)),
    seeds: known.length,
    dropped: each.flatMap((found) => (found.type === 'none' ? [found.reason] : [])),
  };
}
