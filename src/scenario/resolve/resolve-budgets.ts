import type { MetricInfo, Statistic } from '../../model/result/metric.ts';
import type { Bound, Budget, BudgetSet } from '../../model/scenario/budget.ts';
import type { Vocabulary } from '../../model/scenario/vocabulary.ts';
import { parseBound, type WrittenBound } from '../reading/bound.ts';
import { metricHint } from '../reading/metric-hint.ts';
import { didYouMean } from '../reading/nearest.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import { isChangeBound, type WrittenStep, writtenBounds } from './written-bounds.ts';

const ALL = 'all';
/** Most metrics that an error lists although it has a suggestion. */
const MOST_LISTED = 10;

/**
 * Resolves each region's budgets, one per metric and statistic: the region's own override those of `all`, which override the
 * defaults. `regionIds` is undefined when the regions are not known.
 */
export function resolveBudgets(
  value: unknown,
  regionIds: readonly string[] | undefined,
  vocabulary: Pick<Vocabulary, 'metrics' | 'defaultBudgets'>,
  notes: Notes,
): BudgetSet {
  const written = new Map<string, Budget[]>();
  if (isRecord(value) && !Array.isArray(value))
    for (const [region, bounds] of Object.entries(value)) {
      const path = ['budgets', region];
      if (regionIds !== undefined) checkRegion(region, { ids: regionIds, metrics: vocabulary.metrics, path, notes });
      if (isRecord(bounds) && !Array.isArray(bounds)) written.set(region, budgetsOf(bounds, path, vocabulary, notes));
    }
  for (const [region, budgets] of written)
    warnOfStricterDefaults({ region, budgets, ofAll: written.get(ALL) ?? [] }, vocabulary.defaultBudgets, notes);
  for (const [region, budgets] of written)
    if (region !== ALL) warnOfBoth(region, budgets, written.get(ALL) ?? [], notes);
  const merged = (regionIds ?? []).map((id) => {
    const own = id === ALL ? [] : (written.get(id) ?? []);
    return [id, mergeBudgets(vocabulary.defaultBudgets, written.get(ALL) ?? [], own)] as const;
  });
  return Object.fromEntries(merged);
}

/** Merges budgets: later layers replace earlier ones in place, by metric and statistic; new budgets are added at the end. */
function mergeBudgets(...layers: readonly (readonly Budget[])[]): Budget[] {
  const byKey = new Map<string, Budget>();
  for (const budget of layers.flat()) byKey.set(`${budget.metric} ${budget.statistic}`, budget);
  return [...byKey.values()];
}

/** Warns of defaults on another statistic of a metric that hold beside a bound which seems to loosen them. */
function warnOfStricterDefaults(
  {
    region,
    budgets,
    ofAll,
  }: { readonly region: string; readonly budgets: readonly Budget[]; readonly ofAll: readonly Budget[] },
  defaults: readonly Budget[],
  notes: Notes,
): void {
  const own = [...ofAll, ...budgets];
  for (const { metric, ready } of budgets) {
    const ofMetric = own.filter((budget) => budget.metric === metric);
    const held = defaults.filter(
      (each) =>
        each.metric === metric &&
        ofMetric.every(({ statistic }) => statistic !== each.statistic) &&
        each.ready.limit !== ready.limit &&
        isLooser(ready, each.ready),
    );
    for (const { statistic } of held)
      notes.warnings.push({
        path: ['budgets', region, metric],
        text: `the default on ${statistic}, which is stricter, holds as well: write a ${statistic} too to replace it`,
      });
  }
}

/** Warns of a region's limit that leaves one of `all` standing, since it is on another statistic of the metric. */
function warnOfBoth(region: string, own: readonly Budget[], ofAll: readonly Budget[], notes: Notes): void {
  for (const { metric, statistic } of ofAll) {
    const ofMetric = own.filter((budget) => budget.metric === metric);
    if (ofMetric.length === 0 || ofMetric.some((budget) => budget.statistic === statistic)) continue;
    notes.warnings.push({
      path: ['budgets', region, metric],
      text: `the limit of all on ${statistic} holds as well: write a ${statistic} too to replace it`,
    });
  }
}

interface RegionContext {
  readonly ids: readonly string[];
  readonly metrics: readonly MetricInfo[];
  readonly path: Path;
  readonly notes: Notes;
}

function checkRegion(region: string, { ids, metrics, path, notes }: RegionContext): void {
  if (region === ALL || ids.includes(region)) return;
  const known = [ALL, ...ids];
  notes.diagnostics.push(
    diagnostic(
      path,
      `one of ${known.join(', ')}`,
      `the unknown region "${region}"`,
      regionHint(region, known, metrics),
    ),
  );
}

function regionHint(region: string, known: readonly string[], metrics: readonly MetricInfo[]): string | undefined {
  if (metrics.some(({ id }) => id === region)) return `did you mean \`${ALL}: {${region}: ...}\`?`;
  return didYouMean(region, known);
}

function budgetsOf(
  bounds: Record<PropertyKey, unknown>,
  path: Path,
  { metrics, defaultBudgets }: Pick<Vocabulary, 'metrics' | 'defaultBudgets'>,
  notes: Notes,
): Budget[] {
  return Object.entries(bounds).flatMap(([id, written]) => {
    const metric = metrics.find((known) => known.id === id);
    if (metric === undefined) {
      const hint = metricHint(id, metrics);
      // Beside a suggestion, a list of sixty would only hide it.
      const isListed = hint === undefined || metrics.length <= MOST_LISTED;
      const expected = isListed ? `one of ${metrics.map((known) => known.id).join(', ')}` : 'a metric';
      notes.diagnostics.push(diagnostic([...path, id], expected, `the unknown metric "${id}"`, hint));
      return [];
    }
    // A bound without a statistic takes the place of the default one.
    const unnamed = defaultBudgets.find((each) => each.metric === id)?.statistic;
    const budgets = writtenBounds(written, [...path, id])
      .filter(({ value }) => !isChangeBound(value))
      .flatMap((step) => budgetOf(metric, step, { unnamed, notes }) ?? []);
    const second = budgets.find(({ statistic }, n) => budgets.findIndex((each) => each.statistic === statistic) !== n);
    if (second !== undefined)
      notes.diagnostics.push(diagnostic([...path, id], 'one bound for each statistic', `two for ${second.statistic}`));
    return budgets;
  });
}

interface BoundContext {
  /** Statistic of a bound that names none; undefined where the metric has no default bound. */
  readonly unnamed: Statistic | undefined;
  readonly notes: Notes;
}

function budgetOf(
  metric: MetricInfo,
  { value: written, path }: WrittenStep,
  { unnamed, notes }: BoundContext,
): Budget | undefined {
  const steps = isRecord(written) ? written : { ready: written };
  const stepPath = (step: string) => (isRecord(written) ? [...path, step] : path);
  const ready = boundAt(steps.ready, metric, stepPath('ready'), { unnamed, notes });
  const warn = boundAt(steps.warn, metric, stepPath('warn'), { unnamed, notes });
  if (ready === undefined) return undefined;
  refuseOppositeBound(ready.bound, metric, stepPath('ready'), notes);
  const { statistic, bound } = ready;
  const budget = { metric: metric.id, statistic, unit: metric.unit, ready: bound, origin: 'scenario' } as const;
  if (warn === undefined) return budget;
  if (warn.statistic !== statistic || !isLooser(warn.bound, bound)) {
    notes.diagnostics.push(
      diagnostic(
        stepPath('warn'),
        'a looser bound than `ready`, of the same statistic and direction',
        describeValue(steps.warn),
      ),
    );
    return undefined;
  }
  return { ...budget, warn: warn.bound };
}

/**
 * Parses a bound. Returns undefined when there is none, when it is not text (which the schema reports), or when it is
 * wrong, which is noted.
 */
function boundAt(
  text: unknown,
  metric: MetricInfo,
  path: Path,
  { unnamed, notes }: BoundContext,
): WrittenBound | undefined {
  if (typeof text !== 'string') return undefined;
  const parsed = parseBound(text, metric, unnamed);
  if (parsed.type === 'ok') {
    const { otherStatistic, statistic } = parsed.value;
    if (otherStatistic !== undefined && otherStatistic !== 'median')
      notes.warnings.push({
        path,
        text:
          statistic === 'value'
            ? `${otherStatistic} leaves no viewer out: ${metric.id} has one number for each, and the worst decides`
            : `${otherStatistic} is taken as ${statistic}, which is stricter`,
      });
    return parsed.value;
  }
  notes.diagnostics.push(diagnostic(path, parsed.expected, describeValue(text), parsed.hint));
  return undefined;
}

function isLooser(warn: Bound, ready: Bound): boolean {
  if (warn.comparison[0] !== ready.comparison[0]) return false;
  return ready.comparison.startsWith('<') ? warn.limit >= ready.limit : warn.limit <= ready.limit;
}

/** Refuses a bound that asks for the worse side of a metric: it would pass what it should catch. */
function refuseOppositeBound({ comparison }: Bound, { id, better }: MetricInfo, path: Path, notes: Notes): void {
  const wantsHigher = comparison.startsWith('>');
  if ((better === 'lower' && wantsHigher) || (better === 'higher' && !wantsHigher))
    notes.diagnostics.push(
      diagnostic(
        path,
        `a bound with ${better === 'lower' ? '<' : '>'}: ${better} ${id} is better`,
        `one with ${comparison}`,
        'a bound says what is still good; `{warn: ..., fail: ...}` may say what is not',
      ),
    );
}
