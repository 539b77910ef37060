import type { MeasuredReport } from '../model/measured-stats.ts';
import type { StatsSample } from '../model/recorded-take.ts';
import { firstAtOrAfter } from './first-at-or-after.ts';
import { overlapMs, type Span } from './span.ts';

/** A report whose named fields are counters: they only grow while the connection lives. */
export type Counters<K extends string> = { readonly id: string; readonly timestamp: number } & {
  readonly [P in K]?: number;
};

export interface CounterQuery<K extends string> {
  readonly fields: readonly K[];
  /** Of `fields`, one that never falls but by a restart (packetsLost may: duplicates are subtracted). */
  readonly rising: K;
  readonly select: (reports: readonly MeasuredReport[]) => Counters<K> | undefined;
}

/** What was counted between two samples that follow each other. */
export interface CounterStep<K extends string> extends Span {
  /** Between the reports' own timestamps, s. */
  readonly seconds: number;
  readonly counted: Readonly<Record<K, number>>;
}

export type CounterTotal<K extends string> =
  | { readonly type: 'total'; readonly seconds: number; readonly counted: Readonly<Record<K, number>> }
  | { readonly type: 'no-data'; readonly reason: string };

/** A window's edge lies between two samples of a 1 Hz series; further away than this, one was missed. */
const EDGE_MS = 1500;
/** Totals over less than this share of the window would speak for time that nobody sampled. */
const COVERED_FRACTION = 0.8;

/**
 * Samples that lack a field are left out. A counter that fell, or a report with another id, began anew at zero after a
 * reconnect: what it shows was counted since; what the old one counted after its last sample is lost.
 */
export function counterSteps<K extends string>(
  samples: readonly StatsSample[],
  query: CounterQuery<K>,
): readonly CounterStep<K>[] {
  const steps: CounterStep<K>[] = [];
  let before: Row<K> | undefined;
  for (const sample of samples) {
    const row = rowOf(sample, query);
    if (row === undefined) continue;
    if (before !== undefined && row.atMs > before.atMs) {
      const restarted = row.id !== before.id || row.values[query.rising] < before.values[query.rising];
      const base = restarted ? undefined : before.values;
      const counted = record(query.fields, (field) => row.values[field] - (base?.[field] ?? 0));
      const betweenMs = restarted ? row.atMs - before.atMs : row.timestamp - before.timestamp;
      if (betweenMs > 0) steps.push({ fromMs: before.atMs, toMs: row.atMs, seconds: betweenMs / 1000, counted });
    }
    before = row;
  }
  return steps;
}

/**
 * What was counted in the window: from the sample nearest to its opening to the one nearest to its close, over the
 * time between those samples. No data if they cover under 80 % of the window.
 */
export function countedIn<K extends string>(
  samples: readonly StatsSample[],
  query: CounterQuery<K>,
  window: Span,
): CounterTotal<K> {
  const near = samples.filter(({ atMs }) => atMs >= window.fromMs - EDGE_MS && atMs <= window.toMs + EDGE_MS);
  const steps = counterSteps(near, query).filter((step) => mostlyWithin(step, window));
  const coveredMs = steps.reduce((sum, step) => sum + (step.toMs - step.fromMs), 0);
  const windowMs = window.toMs - window.fromMs;
  if (steps.length === 0) {
    const what = query.fields.join(', ');
    const reason =
      near.length === 0 ? 'no statistics were recorded in the measured time' : `the browser gave no ${what}`;
    return { type: 'no-data', reason };
  }
  if (coveredMs < COVERED_FRACTION * windowMs) {
    const [covered, whole] = [coveredMs, windowMs].map((ms) => (ms / 1000).toFixed(0));
    return { type: 'no-data', reason: `statistics cover only ${covered} of ${whole} s of the measured time` };
  }
  return {
    type: 'total',
    seconds: steps.reduce((sum, step) => sum + step.seconds, 0),
    counted: record(query.fields, (field) => steps.reduce((sum, step) => sum + step.counted[field], 0)),
  };
}

/** The step that holds the middle of a second: the one whose rate speaks for it. */
export function stepAt<K extends string>(steps: readonly CounterStep<K>[], second: Span): CounterStep<K> | undefined {
  const middleMs = (second.fromMs + second.toMs) / 2;
  const next = firstAtOrAfter(steps.length, (place) => steps[place]?.fromMs ?? Number.NaN, middleMs);
  const step = steps[next]?.fromMs === middleMs ? steps[next] : steps[next - 1];
  return step !== undefined && middleMs < step.toMs ? step : undefined;
}

/** Its middle is inside: the same as beginning and ending at the samples nearest to the edges. */
function mostlyWithin(step: Span, window: Span): boolean {
  return overlapMs(step, window) >= (step.toMs - step.fromMs) / 2;
}

interface Row<K extends string> {
  readonly atMs: number;
  readonly id: string;
  readonly timestamp: number;
  readonly values: Readonly<Record<K, number>>;
}

function rowOf<K extends string>(sample: StatsSample, query: CounterQuery<K>): Row<K> | undefined {
  const report = query.select(sample.reports);
  if (report === undefined || query.fields.some((field) => report[field] === undefined)) return undefined;
  const counters: Counters<K> = report;
  return {
    atMs: sample.atMs,
    id: report.id,
    timestamp: report.timestamp,
    // Present: asked two lines above.
    values: record(query.fields, (field) => counters[field] ?? Number.NaN),
  };
}

function record<K extends string>(fields: readonly K[], value: (field: K) => number): Readonly<Record<K, number>> {
  const values: Partial<Record<K, number>> = {};
  for (const field of fields) values[field] = value(field);
  return values as Record<K, number>;
}
