import { type Cut, joinedMs } from '../../model/cuts.ts';
import type { MeasuredReport } from '../../model/measured-stats.ts';
import type { StatsSample } from '../../model/recorded-take.ts';
import { countersOf, hasRestarted } from './counters-of.ts';

/** By the nearest steps before and after the one that ends at place `at` that touch no cut: counted per ms; nothing where there is none. */
export function ratesBeside(
  id: string,
  at: number,
  samples: readonly StatsSample[],
  cuts: readonly Cut[],
): ReadonlyMap<string, number> {
  const steps = [stepNear(id, at, -1, samples, cuts), stepNear(id, at, 1, samples, cuts)];
  const ms = steps.reduce((sum, step) => sum + (step?.ms ?? 0), 0);
  const rates = new Map<string, number>();
  for (const step of steps)
    for (const [name, counted] of step?.counted ?? []) rates.set(name, (rates.get(name) ?? 0) + counted / ms);
  return rates;
}

interface Step {
  readonly ms: number;
  readonly counted: readonly (readonly [name: string, count: number])[];
}

function stepNear(
  id: string,
  at: number,
  direction: -1 | 1,
  samples: readonly StatsSample[],
  cuts: readonly Cut[],
): Step | undefined {
  for (let place = at + direction; place > 0 && place < samples.length; place += direction) {
    const [before, after] = [samples[place - 1], samples[place]];
    if (before === undefined || after === undefined) continue;
    const ms = after.atMs - before.atMs;
    if (ms <= 0 || joinedMs(cuts, after.atMs) - joinedMs(cuts, before.atMs) !== ms) continue;
    const [then, now] = [before, after].map(({ reports }) => reports.find((report) => report.id === id)) as Pair;
    if (then === undefined || now === undefined || hasRestarted(now, then)) continue;
    const totals = new Map(countersOf(then));
    return { ms, counted: countersOf(now).map(([name, total]) => [name, total - (totals.get(name) ?? 0)] as const) };
  }
  return undefined;
}

type Pair = [MeasuredReport | undefined, MeasuredReport | undefined];
