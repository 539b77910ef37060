import type { MeasuredReport } from '../../model/recording/measured-stats.ts';
import type { StatsSample } from '../../model/recording/recorded-take.ts';
import { firstAtOrAfter } from './first-at-or-after.ts';
import { overlapMs, type Span } from './span.ts';

/** A report whose named fields are counters, which only grow while the connection lives. */
export type Counters<K extends string> = { readonly id: string; readonly timestamp: number } & {
  readonly [P in K]?: number;
};

export interface CounterQuery<K extends string> {
  readonly fields: readonly K[];
  /** One of `fields` that falls only on a restart (packetsLost also falls otherwise: duplicates are subtracted). */
  readonly rising: K;
  readonly select: (reports: readonly MeasuredReport[]) => Counters<K> | undefined;
}

/** Counts between two consecutive samples. */
export interface CounterStep<K extends string> extends Span {
  /** Time between the reports' own timestamps, s. */
  readonly seconds: number;
  readonly counted: Readonly<Record<K, number>>;
}

export type CounterTotal<K extends string> =
  | { readonly type: 'total'; readonly seconds: number; readonly counted: Readonly<Record<K, number>> }
  | { readonly type: 'no-data'; readonly reason: string };

/** A window's edge lies between two samples of a 1 Hz series; if the nearest sample is further away, one was missed. */
const EDGE_MS = 1500;
/** Totals over less than this share of the window would stand for time that nobody sampled. */
const COVERED_FRACTION = 0.8;

/**
 * Returns the steps between consecutive samples; samples that lack a field are left out. A counter that fell, or a report with
 * another id, restarted at zero after a reconnect: its value was counted since, and what the old one counted after its last sample
 * is lost.
 */
export function counterSteps<K extends string>(
  samples: readonly StatsSample[],
  query: CounterQuery<K>,
): readonly CounterStep<K>[] {
  const known = lastAsked.get(query);
  if (known?.samples === samples) return known.steps as readonly CounterStep<K>[];
  const steps = findSteps(samples, query);
  lastAsked.set(query, { samples, steps });
  return steps;
}

/** Last answer per query: a metric asks twice per viewer, for its value and its series; keeping all viewers' would fill the memory. */
const lastAsked = new WeakMap<
  object,
  { readonly samples: readonly StatsSample[]; readonly steps: readonly CounterStep<string>[] }
>();

function findSteps<K extends string>(
  samples: readonly StatsSample[],
  query: CounterQuery<K>,
): readonly CounterStep<K>[] {
  const steps: CounterStep<K>[] = [];
  let before: Counters<K> | undefined;
  let fromMs = Number.NaN;
  for (const { atMs: toMs, reports } of samples) {
    const now: Counters<K> | undefined = query.select(reports);
    if (now === undefined || !hasAll(now, query.fields)) continue;
    if (before !== undefined && toMs > fromMs) {
      const restarted = now.id !== before.id || (now[query.rising] ?? 0) < (before[query.rising] ?? 0);
      const seconds = (restarted ? toMs - fromMs : now.timestamp - before.timestamp) / 1000;
      if (seconds > 0)
        steps.push({ fromMs, toMs, seconds, counted: difference(now, restarted ? undefined : before, query.fields) });
    }
    before = now;
    fromMs = toMs;
  }
  return steps;
}

function hasAll<K extends string>(counters: Counters<K>, fields: readonly K[]): boolean {
  for (const field of fields) if (counters[field] === undefined) return false;
  return true;
}

function difference<K extends string>(
  now: Counters<K>,
  before: Counters<K> | undefined,
  fields: readonly K[],
): Readonly<Record<K, number>> {
  const counted: Partial<Record<K, number>> = {};
  for (const field of fields) counted[field] = (now[field] ?? 0) - (before?.[field] ?? 0);
  return counted as Record<K, number>;
}

/**
 * Returns the spans between steps, in which the counters' own clock stood still: what was counted beside spoilt seconds that were
 * left out is unknown (recording/spoilt). Steps are contiguous everywhere else.
 */
export function uncoveredSpans(steps: readonly Span[]): readonly Span[] {
  return steps.flatMap(({ fromMs: toMs }, place) => {
    const fromMs = steps[place - 1]?.toMs ?? toMs;
    return fromMs < toMs ? [{ fromMs, toMs }] : [];
  });
}

/**
 * Returns what was counted from the sample nearest to the window's start to the one nearest to its end, and the time between
 * those samples. No data if they cover under 80 % of the window; spans lost to spoilt seconds count as covered.
 */
export function countedIn<K extends string>(
  samples: readonly StatsSample[],
  query: CounterQuery<K>,
  window: Span,
): CounterTotal<K> {
  const steps = counterSteps(samples, query);
  const counted: Partial<Record<K, number>> = {};
  for (const field of query.fields) counted[field] = 0;
  let [count, seconds, coveredMs] = [0, 0, 0];
  for (const step of steps) {
    const { fromMs, toMs } = step;
    if (fromMs < window.fromMs - EDGE_MS || toMs > window.toMs + EDGE_MS || !mostlyWithin(step, window)) continue;
    count += 1;
    seconds += step.seconds;
    coveredMs += toMs - fromMs;
    for (const field of query.fields) counted[field] = (counted[field] ?? 0) + step.counted[field];
  }
  const windowMs = window.toMs - window.fromMs;
  if (count === 0) {
    const what = query.fields.join(', ');
    const isSampled = samples.some(({ atMs }) => atMs >= window.fromMs - EDGE_MS && atMs <= window.toMs + EDGE_MS);
    const reason = !isSampled ? 'no statistics were recorded in the measured time' : `the browser gave no ${what}`;
    return { type: 'no-data', reason };
  }
  for (const span of uncoveredSpans(steps)) coveredMs += overlapMs(span, window);
  if (coveredMs < COVERED_FRACTION * windowMs) {
    const [covered, whole] = [coveredMs, windowMs].map((ms) => (ms / 1000).toFixed(0));
    return { type: 'no-data', reason: `statistics cover only ${covered} of ${whole} s of the measured time` };
  }
  return { type: 'total', seconds, counted: counted as Record<K, number> };
}

/** Returns the step that contains the middle of a second and whose rate stands for it. */
export function stepAt<K extends string>(steps: readonly CounterStep<K>[], second: Span): CounterStep<K> | undefined {
  const middleMs = (second.fromMs + second.toMs) / 2;
  const next = firstAtOrAfter(steps.length, (place) => steps[place]?.fromMs ?? Number.NaN, middleMs);
  const step = steps[next]?.fromMs === middleMs ? steps[next] : steps[next - 1];
  return step !== undefined && middleMs < step.toMs ? step : undefined;
}

/** Returns whether the step's middle is inside: the same as beginning and ending at the samples nearest to the edges. */
function mostlyWithin(step: Span, window: Span): boolean {
  return overlapMs(step, window) >= (step.toMs - step.fromMs) / 2;
}
