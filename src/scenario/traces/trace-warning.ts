import type { Trace } from '../../model/scenario/link-profile.ts';
import { meanRateBps } from '../../model/scenario/mean-rate.ts';

/**
 * Plausible rates, in bit/s. Others are most likely a slip of the unit: no access line is wider, no stream passes a
 * narrower one.
 */
const RATE_LIMITS = { leastBps: 30_000, mostBps: 1e9 } as const;
/** Duration of a step, in ms, from which its times are most likely not in seconds; shorter if there are many steps. */
const LONG_STEP_MS = 60_000;
const MANY_STEPS = { count: 20, ms: 10_000 } as const;

/** Returns why a valid trace is probably not meant, such as a slip of the unit, or undefined if it is plausible. */
export function traceWarning(trace: Trace): string | undefined {
  const meanBps = meanRateBps(trace);
  if (trace.type === 'opportunities') {
    if (meanBps > RATE_LIMITS.mostBps)
      return `it carries ${rate(meanBps)} on average: each line lets 1504 bytes through, at a time in ms; are these of another unit?`;
    if (meanBps < RATE_LIMITS.leastBps)
      return `it carries ${rate(meanBps)} on average: times are read as ms; are they µs?`;
    return undefined;
  }
  const mostBps = trace.steps.reduce((most, { rateBps }) => Math.max(most, rateBps), 0);
  if (mostBps > RATE_LIMITS.mostBps)
    return `it reaches ${rate(mostBps)}, and carries ${rate(meanBps)} on average: rates are Mbps unless a heading names another unit; are they kbps or bit/s?`;
  if (mostBps < RATE_LIMITS.leastBps)
    return `it reaches ${rate(mostBps)} at most: rates are Mbps unless a heading names another unit; are they Gbps, or MB/s?`;
  const stepMs = medianStepMs(trace.steps.map(({ atMs }) => atMs));
  if (stepMs >= LONG_STEP_MS || (trace.steps.length >= MANY_STEPS.count && stepMs >= MANY_STEPS.ms))
    return `each rate lasts ${stepMs / 1000} s: times are seconds unless a heading names another unit; are they ms?`;
  return undefined;
}

function medianStepMs(atMs: readonly number[]): number {
  const steps = atMs.slice(1).map((ms, n) => ms - (atMs[n] ?? 0));
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}

const UNITS = [
  [1e9, 'Gbps'],
  [1e6, 'Mbps'],
  [1e3, 'kbps'],
] as const;

function rate(bps: number): string {
  const [factor, unit] = UNITS.find(([least]) => bps >= least) ?? [1, 'bit/s'];
  return `${Number((bps / factor).toPrecision(3))} ${unit}`;
}
