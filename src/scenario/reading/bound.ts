import type { MetricInfo, Statistic, Unit } from '../../model/result/metric.ts';
import type { Bound, Comparison } from '../../model/scenario/budget.ts';
import { AMOUNT_EXAMPLES, amountPattern, parseAmount, SCORE_EXPECTED, within } from './bound-amount.ts';
import { COMPARISON_WORDS } from './comparison-words.ts';
import { didYouMean } from './nearest.ts';
import type { Parsed } from './quantity.ts';

/** A bound as parsed. */
export interface WrittenBound {
  readonly statistic: Statistic;
  /** Statistic written that is none of those reckoned, or that would leave viewers out of a metric with one number for each. */
  readonly otherStatistic?: string;
  readonly bound: Bound;
}

const STATISTICS = ['p50', 'p95', 'p99', 'max'] as const satisfies readonly Statistic[];
const DEFAULT_STATISTIC: Statistic = 'p95';
/** Alternatives of a regular expression, the longer ones first: "<=" is not "<" and then "=". */
const COMPARISON = Object.values(COMPARISON_WORDS)
  .flat()
  .sort((a, b) => b.length - a.length)
  .join('|');
/** A statistic by its name, as "P95", or as k6 writes it, "p(95)". */
const STATISTIC = String.raw`[pP]\(?(?:50|95|99)\)?|[mM]ax`;
const WRITTEN = new RegExp(String.raw`^(?:(${STATISTIC}|[pP]\(?[\d.]+\)?|[A-Za-z]\w*?)\s*)??(${COMPARISON})\s*(\S.*)$`);
/** A limit alone, with or without its percentile: it can only be meant in the metric's own direction. */
const BARE = new RegExp(
  String.raw`^(?:(${STATISTIC}|[pP]\d[\d.]*)\s+)?((?:\d|百分之|[半零一二两三四五六七八九十])\S*(?:\s.*)?)$`,
);

/** Words for a statistic of a metric that is one number per viewer, over all of the time: that number. */
const MEAN = /^(?:avg|mean|average|平均)$/;

/**
 * Parses a bound such as "p95 < 800 ms". The metric decides which unit it takes and whether it has percentiles; `unnamed` is taken
 * where none is named.
 */
export function parseBound(
  text: string,
  metric: MetricInfo,
  unnamed: Statistic = DEFAULT_STATISTIC,
): Parsed<WrittenBound> {
  const [, named, sign = '', amount] = WRITTEN.exec(text.trim()) ?? withSign(text.trim(), metric) ?? [];
  const comparison = comparisonOf(sign);
  if (comparison === undefined || amount === undefined) return { type: 'refused', expected: boundExpected(metric) };
  const lower = named?.replace(/[()]/g, '').toLowerCase();
  const statistic = metric.shape === 'value' && lower !== undefined && MEAN.test(lower) ? undefined : lower;
  const reckoned = statistic === undefined ? undefined : reckonedStatistic(statistic);
  if (statistic !== undefined && reckoned === undefined) {
    const hint = statisticHint(statistic, metric);
    const expected = `${boundExpected(metric)}, with one of ${STATISTICS.join(', ')}`;
    return { type: 'refused', expected, ...(hint !== undefined && { hint }) };
  }
  const parsed = parseAmount(amount, metric);
  const limit = metric.unit === 'score' ? within(parsed, 1, 5, SCORE_EXPECTED) : parsed;
  if (limit.type === 'refused')
    return { ...limit, expected: `${boundExpected(metric)}; ${metric.id} is measured as ${limit.expected}` };
  const bound: Bound = { comparison, limit: limit.value };
  switch (metric.shape) {
    case 'distribution': {
      const other = statistic === undefined || statistic === reckoned ? {} : { otherStatistic: statistic };
      return { type: 'ok', value: { statistic: reckoned ?? unnamed, bound, ...other } };
    }
    case 'value': {
      const other = statistic === undefined || reckoned === 'max' ? {} : { otherStatistic: statistic };
      return { type: 'ok', value: { statistic: 'value', bound, ...other } };
    }
  }
}

/** Returns the statistic of that name, the median's included; of a percentile that is not reckoned the next one, which is stricter. */
function reckonedStatistic(written: string): Exclude<Statistic, 'value'> | undefined {
  const own = STATISTICS.find((each) => each === written);
  const percent = written === 'median' ? 50 : Number(/^p(\d+(?:\.\d+)?)$/.exec(written)?.[1] ?? Number.NaN);
  if (own !== undefined || !(percent > 0 && percent <= 100)) return own;
  return STATISTICS.find((each) => each === 'max' || Number(each.slice(1)) >= percent);
}

/** Suggests the statistic that a word meant; an average of many is no bound for any of them. */
function statisticHint(written: string, { shape }: MetricInfo): string | undefined {
  if (MEAN.test(written)) return 'did you mean `p50`?';
  return didYouMean(written, STATISTICS) ?? (shape === 'value' ? `leave \`${written}\` out` : undefined);
}

function comparisonOf(sign: string): Comparison | undefined {
  const all = Object.keys(COMPARISON_WORDS) as readonly Comparison[];
  return all.find((comparison) => COMPARISON_WORDS[comparison].includes(sign));
}

/** Returns the parts of a limit that stands alone, "5 %", with the comparison it can only mean. */
function withSign(text: string, { better }: MetricInfo): readonly (string | undefined)[] | undefined {
  const [, statistic, amount] = BARE.exec(text) ?? [];
  if (amount === undefined || better === 'neither') return undefined;
  return [text, statistic, better === 'higher' ? '>=' : '<=', amount];
}

const CHANGE_WRITTEN = /^([A-Za-z]\w*)?\s*change\s*<=?\s*(\S.*)$/;

/**
 * Parses a limit on change such as "p95 change < 30 ms": how much worse than the baseline, in the direction in which worse
 * is.
 */
export function parseChangeBound(
  text: string,
  metric: MetricInfo,
): Parsed<{ readonly statistic: Statistic; readonly limit: number }> {
  const isDistribution = metric.shape === 'distribution';
  const example = `${isDistribution ? `${DEFAULT_STATISTIC} ` : ''}change < ${CHANGE_EXAMPLES[metric.unit] ?? AMOUNT_EXAMPLES[metric.unit]}`;
  const expected = `a bound on how much worse than the baseline, such as "${example}"`;
  if (metric.better === 'neither')
    return { type: 'refused', expected: `no bound on change: ${metric.id} has no better or worse` };
  const [, statistic, amount] = CHANGE_WRITTEN.exec(text.trim()) ?? [];
  if (amount === undefined) return { type: 'refused', expected };
  const known = STATISTICS.find((each) => each === statistic);
  if (statistic !== undefined && (known === undefined || !isDistribution))
    return {
      type: 'refused',
      expected: isDistribution
        ? `${expected}, with one of ${STATISTICS.join(', ')}`
        : `${expected}, without ${statistic}`,
    };
  const limit = parseAmount(amount, metric);
  if (limit.type === 'refused')
    return { ...limit, expected: `${expected}; ${metric.id} is measured as ${limit.expected}` };
  if (limit.value <= 0) return { type: 'refused', expected: `${expected}, above 0` };
  return {
    type: 'ok',
    value: { statistic: isDistribution ? (known ?? DEFAULT_STATISTIC) : 'value', limit: limit.value },
  };
}

const CHANGE_EXAMPLES: Readonly<Partial<Record<Unit, string>>> = { ms: '30 ms', fraction: '1 %', fps: '1 fps' };

function boundExpected({ shape, better, unit }: MetricInfo): string {
  const statistic = shape === 'distribution' ? `${DEFAULT_STATISTIC} ` : '';
  return `a bound such as "${statistic}${better === 'higher' ? '>' : '<'} ${AMOUNT_EXAMPLES[unit]}"`;
}

/** Returns a regular expression of a metric's bounds for the JSON Schema, which does not express the limits. */
export function boundPattern({ unit, shape, better }: MetricInfo): string {
  const statistic = `(${STATISTIC})`;
  const amount = amountPattern(unit);
  const sign = String.raw`(${COMPARISON})\s*`;
  const value =
    better === 'neither'
      ? String.raw`(${statistic}\s*)?${sign}${amount}`
      : String.raw`(${statistic}\s*${sign}|${statistic}\s+|${sign})?${amount}`;
  const change = String.raw`${shape === 'distribution' ? String.raw`(${statistic}\s+)?` : ''}change\s*<=?\s*${amount}`;
  return String.raw`^\s*(${better === 'neither' ? value : `${value}|${change}`})\s*$`;
}

/** Returns examples for editors to offer: a bound, and a bound on change if the metric has a better direction. */
export function boundExamples(metric: MetricInfo): readonly string[] {
  const { unit, shape, better } = metric;
  const statistic = shape === 'distribution' ? `${DEFAULT_STATISTIC} ` : '';
  const bound = `${statistic}${better === 'higher' ? '>' : '<'} ${AMOUNT_EXAMPLES[unit]}`;
  return better === 'neither'
    ? [bound]
    : [bound, `${statistic}change < ${CHANGE_EXAMPLES[unit] ?? AMOUNT_EXAMPLES[unit]}`];
}
