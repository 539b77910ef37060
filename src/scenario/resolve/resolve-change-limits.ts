import type { MetricInfo } from '../../model/result/metric.ts';
import type { ChangeLimit, ChangeLimitSet } from '../../model/scenario/budget.ts';
import { parseChangeBound } from '../reading/bound.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import { isChangeBound, writtenBounds } from './written-bounds.ts';

const ALL = 'all';

/**
 * Resolves each region's limits on change, one per metric and statistic: the region's own override those of `all`. Regions
 * without any are left out.
 */
export function resolveChangeLimits(
  value: unknown,
  regionIds: readonly string[] | undefined,
  metrics: readonly MetricInfo[],
  notes: Notes,
): ChangeLimitSet {
  const written = new Map<string, readonly ChangeLimit[]>();
  if (isRecord(value) && !Array.isArray(value))
    for (const [region, bounds] of Object.entries(value))
      if (isRecord(bounds) && !Array.isArray(bounds))
        written.set(region, limitsOf(bounds, ['budgets', region], metrics, notes));
  const merged = (regionIds ?? []).flatMap((id) => {
    const byKey = new Map<string, ChangeLimit>();
    for (const limit of [...(written.get(ALL) ?? []), ...(id === ALL ? [] : (written.get(id) ?? []))])
      byKey.set(`${limit.metric} ${limit.statistic}`, limit);
    return byKey.size === 0 ? [] : [[id, [...byKey.values()]] as const];
  });
  return Object.fromEntries(merged);
}

function limitsOf(
  bounds: Record<PropertyKey, unknown>,
  path: Path,
  metrics: readonly MetricInfo[],
  notes: Notes,
): readonly ChangeLimit[] {
  return Object.entries(bounds).flatMap(([id, written]) => {
    const metric = metrics.find((known) => known.id === id);
    // resolveBudgets notes unknown metrics.
    if (metric === undefined) return [];
    return writtenBounds(written, [...path, id])
      .filter((step) => isChangeBound(step.value))
      .flatMap((step) => limitOf(metric, step.value, step.path, notes) ?? []);
  });
}

function limitOf(metric: MetricInfo, written: unknown, path: Path, notes: Notes): ChangeLimit | undefined {
  const steps = isRecord(written) ? written : { ready: written };
  const at = (step: string) => (isRecord(written) ? [...path, step] : path);
  const read = (step: 'ready' | 'warn') => {
    const text = steps[step];
    if (typeof text !== 'string') return undefined;
    const parsed = parseChangeBound(text, metric);
    if (parsed.type === 'ok') return parsed.value;
    notes.diagnostics.push(diagnostic(at(step), parsed.expected, describeValue(text), parsed.hint));
    return undefined;
  };
  const [ready, warn] = [read('ready'), read('warn')];
  if (ready === undefined) return undefined;
  const { statistic, limit } = ready;
  const found = { metric: metric.id, statistic, unit: metric.unit, limit };
  if (warn === undefined) return found;
  if (warn.statistic === statistic && warn.limit > limit) return { ...found, warnLimit: warn.limit };
  const expected = 'a looser bound on change than `ready`, of the same statistic';
  notes.diagnostics.push(diagnostic(at('warn'), expected, describeValue(steps.warn)));
  return undefined;
}
