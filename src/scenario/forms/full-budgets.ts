import type { MetricInfo } from '../../model/result/metric.ts';
import { metricNamed } from '../reading/metric-names.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isMap } from '../reading/structure.ts';
import { mapValues } from './map-values.ts';

/** A part of a scenario whose shorter forms have been replaced by the full ones. */
export interface WithFullForms {
  readonly value: unknown;
  /** Returns the path in the file of a path in the scenario with full forms. */
  readonly writtenPath: (path: Path) => Path;
}

const ALL = 'all';

/** Lists what the regions may be called in budgets, as far as it is written. */
export function regionNames(regions: unknown): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(regions) ? regions : [];
  return entries.flatMap((entry) => (isMap(entry) ? [entry.id, entry.region] : [entry]));
}

/** Returns budgets with bounds that have no region under `all`, and metrics by their ids. */
export function fullBudgets(
  budgets: unknown,
  regions: readonly unknown[],
  metrics: readonly MetricInfo[],
  notes: Notes,
): WithFullForms {
  const asWritten: WithFullForms = { value: budgets, writtenPath: (path) => path };
  if (!isMap(budgets)) return asWritten;
  const isMetric = (name: string) => !regions.includes(name) && metricNamed(name, metrics) !== undefined;
  const loose = Object.keys(budgets).filter(isMetric);
  const isForAll = loose.length > 0 && budgets[ALL] === undefined;
  const byRegion = isForAll
    ? {
        [ALL]: Object.fromEntries(loose.map((name) => [name, budgets[name]])),
        ...Object.fromEntries(Object.entries(budgets).filter(([name]) => !loose.includes(name))),
      }
    : budgets;
  const names = new Map<string, string>();
  const value = mapValues(byRegion, (bounds, region) => {
    if (!isMap(bounds)) return bounds;
    const named = Object.entries(bounds).map(([name, bound]) => {
      const id = metricNamed(name, metrics) ?? name;
      const place = `${region} ${id}`;
      const first = names.get(place);
      if (first !== undefined)
        notes.diagnostics.push(
          diagnostic(['budgets', region, id], 'each metric once', `"${first}" and "${name}", the same one`),
        );
      else names.set(place, name);
      return [id, textOf(withReady(bound, metrics.find((metric) => metric.id === id)?.better))] as const;
    });
    return Object.fromEntries(named);
  });
  return {
    value,
    writtenPath: (path) => {
      const [top, region, metric, ...rest] = path;
      if (top !== 'budgets' || region === undefined) return path;
      const at = isForAll && region === ALL ? ['budgets'] : ['budgets', region];
      const name = metric === undefined ? undefined : names.get(`${String(region)} ${String(metric)}`);
      return metric === undefined ? at : [...at, name ?? metric, ...rest];
    },
  };
}

/**
 * Returns `{warn: "< 1 %", fail: "< 3 %"}`, which warns beyond the first and fails beyond the second, as ready and warn. Written from the
 * bad side, `{warn: "> 1 %", fail: "> 3 %"}`, it means the same.
 */
function withReady(bound: unknown, better: MetricInfo['better'] | undefined): unknown {
  if (!isMap(bound) || bound.ready !== undefined || bound.warn === undefined || bound.fail === undefined) return bound;
  const { warn, fail, ...rest } = bound;
  return { ...rest, ready: fromGoodSide(warn, better), warn: fromGoodSide(fail, better) };
}

/** Returns a bound on what is bad, "> 3 %" of stutter, as the one on what is still good. */
function fromGoodSide(bound: unknown, better: MetricInfo['better'] | undefined): unknown {
  if (typeof bound !== 'string') return bound;
  if (better === 'lower')
    return bound.replace(/>\s*=|[≥＞>]/, (sign) => (sign.endsWith('=') || sign === '≥' ? '<' : '<='));
  if (better === 'higher')
    return bound.replace(/<\s*=|[≤＜<]/, (sign) => (sign.endsWith('=') || sign === '≤' ? '>' : '>='));
  return bound;
}

/** Returns a bound that YAML reads as a number, `frameRate: 24`, as the text that it is written with, in steps and lists too. */
function textOf(bound: unknown): unknown {
  if (typeof bound === 'number') return String(bound);
  if (Array.isArray(bound)) return bound.map(textOf);
  return isMap(bound) ? mapValues(bound, textOf) : bound;
}
