import type { MetricInfo } from '../../model/result/metric.ts';
import { parseBound, parseChangeBound } from '../reading/bound.ts';
import { metricNamed } from '../reading/metric-names.ts';
import { metricReadings, plainMetric } from '../reading/metric-readings.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isMap } from '../reading/structure.ts';
import { isChangeBound } from '../resolve/written-bounds.ts';
import { fullBound } from './full-bound.ts';
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
  const isMetric = (name: string) =>
    !regions.includes(name) && (metricNamed(name, metrics) !== undefined || metricReadings(name).length > 0);
  const loose = Object.keys(budgets).filter(isMetric);
  const isForAll = loose.length > 0 && budgets[ALL] === undefined;
  const everywhere =
    budgets[ALL] === undefined ? Object.keys(budgets).filter((name) => isEverywhere(name, regions)) : [];
  const [wordForAll] = everywhere.length === 1 && !isForAll ? everywhere : [];
  if (wordForAll !== undefined)
    notes.warnings.push({ path: ['budgets', wordForAll], text: `${wordForAll} is taken as ${ALL}` });
  const byRegion = isForAll
    ? {
        [ALL]: Object.fromEntries(loose.map((name) => [name, budgets[name]])),
        ...Object.fromEntries(Object.entries(budgets).filter(([name]) => !loose.includes(name))),
      }
    : Object.fromEntries(Object.entries(budgets).map(([name, bounds]) => [name === wordForAll ? ALL : name, bounds]));
  const names = new Map<string, string>();
  const writtenRegion = (region: string) => (region === ALL && wordForAll !== undefined ? wordForAll : region);
  const value = mapValues(byRegion, (bounds, region) => {
    if (!isMap(bounds)) return bounds;
    const all = Object.entries(bounds).flatMap(([name, bound]) => {
      const path = isForAll && region === ALL ? ['budgets', name] : ['budgets', writtenRegion(region), name];
      return meantMetrics({ name, bound, path }, metrics, notes).map((id) => [id, name, bound] as const);
    });
    const named = all.map(([id, name, bound]) => {
      const place = `${region} ${id}`;
      const first = names.get(place);
      if (first !== undefined)
        notes.diagnostics.push(
          diagnostic(['budgets', region, id], 'each metric once', `"${first}" and "${name}", the same one`),
        );
      else names.set(place, name);
      return [id, fullBounds(bound, metrics.find((metric) => metric.id === id)?.better)] as const;
    });
    return Object.fromEntries(named);
  });
  return {
    value,
    writtenPath: (path) => {
      const [top, region, metric, ...rest] = path;
      if (top !== 'budgets' || region === undefined) return path;
      const at = isForAll && region === ALL ? ['budgets'] : ['budgets', writtenRegion(String(region))];
      const name = metric === undefined ? undefined : names.get(`${String(region)} ${String(metric)}`);
      return metric === undefined ? at : [...at, name ?? metric, ...rest];
    },
  };
}

/** Words for every region, beside its own. */
const EVERYWHERE = [
  ...[
    'everywhere',
    'everyone',
    'everybody',
    'allregions',
    'allviewers',
    'any',
    'default',
    'defaults',
    'global',
    'overall',
    '*',
  ],
  ...['所有', '全部', '全局', '默认', '整体', '所有地区', '全部地区', '各地区', '所有观众', '全部观众'],
];

function isEverywhere(name: string, regions: readonly unknown[]): boolean {
  return (
    !regions.includes(name) && (name.toLowerCase() === ALL ? name !== ALL : EVERYWHERE.includes(plainMetric(name)))
  );
}

interface NamedBound {
  readonly name: string;
  readonly bound: unknown;
  readonly path: Path;
}

/** Returns the metrics that a name means; of several, those that the bound can be of. Warns of a word that is nobody's own name. */
function meantMetrics(
  { name, bound, path }: NamedBound,
  metrics: readonly MetricInfo[],
  notes: Notes,
): readonly string[] {
  const own = metricNamed(name, metrics);
  if (own !== undefined) return [own];
  const found = metricReadings(name)
    .map((id) => metrics.find((metric) => metric.id === id))
    .filter((metric) => metric !== undefined)
    .filter((metric) => canHave(metric, bound))
    .map(({ id }) => id);
  if (found.length === 0) return [name];
  notes.warnings.push({ path, text: `${name} is taken as ${found.join(', ')}` });
  return found;
}

/** Reports whether a bound, all of its steps, is one on the good side of a metric, in its unit. */
function canHave(metric: MetricInfo, bound: unknown): boolean {
  const full = fullBounds(bound, metric.better);
  const steps = Array.isArray(full) ? full : isMap(full) ? Object.values(full) : [full];
  return steps.length > 0 && steps.every((step) => typeof step === 'string' && isRightBound(metric, step));
}

function isRightBound(metric: MetricInfo, step: string): boolean {
  if (isChangeBound(step)) return parseChangeBound(step, metric).type === 'ok';
  const parsed = parseBound(step, metric);
  return parsed.type === 'ok' && parsed.value.bound.comparison.startsWith('<') === (metric.better === 'lower');
}

/** Returns a bound, or its steps, in full. */
function fullBounds(bound: unknown, better: MetricInfo['better'] | undefined): unknown {
  return textOf(withReady(bound, better));
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

/** Returns a bound that YAML reads as a number, `frameRate: 24`, as the text that it is written with, and one in words with its sign, in steps and lists too. */
function textOf(bound: unknown): unknown {
  if (typeof bound === 'number') return String(bound);
  if (typeof bound === 'string') return fullBound(bound);
  if (Array.isArray(bound)) return bound.map(textOf);
  return isMap(bound) ? mapValues(bound, textOf) : bound;
}
