import type { MetricInfo } from '../../../src/model/result/metric.ts';
import type { TakeResult } from '../../../src/model/result/result.ts';
import type { Verdict } from '../../../src/model/result/verdict.ts';
import { takeOf } from './takes.ts';

/** Numbers of a region's one viewer; undefined is no data. */
export interface RegionNumbers {
  readonly stutterRate: number;
  readonly frameRate: number;
  readonly audioConcealment: number | undefined;
  readonly firstFrame: number;
}

type Limits = Pick<Verdict, 'comparison' | 'limit' | 'warnLimit' | 'unit'>;

/** Default budgets of these numbers. */
const LIMITS: Readonly<Record<keyof RegionNumbers, Limits>> = {
  stutterRate: { comparison: '<=', limit: 0.03, warnLimit: 0.05, unit: 'fraction' },
  frameRate: { comparison: '>=', limit: 20, warnLimit: 12, unit: 'fps' },
  audioConcealment: { comparison: '<=', limit: 0.02, warnLimit: 0.05, unit: 'fraction' },
  firstFrame: { comparison: '<=', limit: 1500, warnLimit: 3000, unit: 'ms' },
};

export const REGION_METRICS: readonly MetricInfo[] = Object.entries(LIMITS).map(([id, { unit, comparison }]) => ({
  ...{ id, label: id, labelZh: id, unit, better: comparison === '<=' ? 'lower' : 'higher', shape: 'value' },
  ...{ definition: '', source: '' },
}));

/** Makes a take of regions r0, r1 ..., each with one viewer, judged by their budgets; one that the machine spoilt if asked. */
export function judgedRegions(
  seed: number,
  variant: string,
  numbers: readonly RegionNumbers[],
  isSpoilt = false,
): TakeResult {
  const verdicts = numbers.flatMap((own, i) =>
    Object.entries(LIMITS).map(([metric, limits]) =>
      verdictOf(metric, `r${i}`, limits, own[metric as keyof RegionNumbers]),
    ),
  );
  const isFailed = verdicts.some(({ outcome }) => outcome === 'fail');
  const { viewers } = takeOf(
    seed,
    numbers.map((own) => ({ ...own })),
  );
  return takeOf(seed, [], {
    variant,
    viewers: viewers.map((viewer, i) => ({ ...viewer, id: `r${i}-1`, region: `r${i}` })),
    verdicts,
    outcome: isSpoilt ? 'invalid' : isFailed ? 'not-ready' : 'ready',
    invalidReasons: isSpoilt ? [{ signal: 'host-busy', reason: 'Busy.', advice: '' }] : [],
  });
}

function verdictOf(metric: string, region: string, limits: Limits, actual: number | undefined): Verdict {
  const { comparison, limit, warnLimit = limit } = limits;
  const own = { metric, statistic: 'value', region, ...limits } as const;
  if (actual === undefined) return { ...own, outcome: 'no-data' };
  const keeps = (bound: number) => (comparison === '<=' ? actual <= bound : actual >= bound);
  return { ...own, actual, outcome: keeps(limit) ? 'pass' : keeps(warnLimit) ? 'warn' : 'fail' };
}
