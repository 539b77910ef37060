import type { MetricInfo, Statistic, Unit } from '../../model/result/metric.ts';
import type { Bound, Comparison } from '../../model/scenario/budget.ts';
import { didYouMean } from './nearest.ts';
import {
  describeQuantity,
  type Limits,
  type Parsed,
  parseQuantity,
  type QuantityKind,
  quantityPattern,
} from './quantity.ts';

/** A bound as parsed. */
export interface WrittenBound {
  readonly statistic: Statistic;
  /** Percentile written for a metric with one number per viewer, where every percentile is that number. */
  readonly needlessStatistic?: string;
  readonly bound: Bound;
}

const STATISTICS = ['p50', 'p95', 'p99', 'max'] as const satisfies readonly Statistic[];
const DEFAULT_STATISTIC: Statistic = 'p95';
/** Signs and words of a comparison; a word stands for the sign that it says, "小于" for less than. */
const COMPARISONS: Readonly<Record<Comparison, readonly string[]>> = {
  '<': ['<', '＜', 'below', 'under', 'less than', '小于', '低于'],
  '<=': ['<=', '≤', '≦', 'at most', 'no more than', '不超过', '不高于', '不大于', '至多'],
  '>': ['>', '＞', 'above', 'over', 'more than', '大于', '高于'],
  '>=': ['>=', '≥', '≧', 'at least', 'no less than', '不低于', '不少于', '不小于', '至少'],
};
/** Alternatives of a regular expression, the longer ones first: "<=" is not "<" and then "=". */
const COMPARISON = Object.values(COMPARISONS)
  .flat()
  .sort((a, b) => b.length - a.length)
  .join('|');
/** A statistic by its name, as "P95", or as k6 writes it, "p(95)". */
const STATISTIC = String.raw`[pP]\(?(?:50|95|99)\)?|[mM]ax`;
const WRITTEN = new RegExp(String.raw`^(?:(${STATISTIC}|[A-Za-z]\w*?)\s*)??(${COMPARISON})\s*(\S.*)$`);
/** A limit alone, with or without its percentile: it can only be meant in the metric's own direction. */
const BARE = new RegExp(String.raw`^(?:(${STATISTIC})\s+)?(\d\S*(?:\s.*)?)$`);

const EXAMPLES: Readonly<Record<Unit, string>> = {
  ms: '800 ms',
  fraction: '3 %',
  bps: '1.5 Mbps',
  fps: '24 fps',
  count: '2',
  px: '720 px',
  dB: '32 dB',
  dBPerMbps: '5 dB per Mbps',
  similarity: '0.95',
  score: '3.5',
};

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
  if (statistic !== undefined && !STATISTICS.some((known) => known === statistic)) {
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
    case 'distribution':
      return { type: 'ok', value: { statistic: (statistic as Statistic | undefined) ?? unnamed, bound } };
    case 'value': {
      const needless = statistic === undefined ? {} : { needlessStatistic: statistic };
      return { type: 'ok', value: { statistic: 'value', bound, ...needless } };
    }
  }
}

/** Suggests the nearest percentile that is reckoned; none for a metric of one number per viewer. */
function statisticHint(written: string, { shape }: MetricInfo): string | undefined {
  const typo = didYouMean(written, STATISTICS);
  if (typo !== undefined) return typo;
  if (shape === 'value') return `leave \`${written}\` out`;
  const percent = Number(/^p(\d+(?:\.\d+)?)$/.exec(written)?.[1] ?? Number.NaN);
  const known = STATISTICS.filter((each) => each.startsWith('p') && Number(each.slice(1)) >= percent);
  return known[0] === undefined ? undefined : `did you mean \`${known[0]}\`?`;
}

function comparisonOf(sign: string): Comparison | undefined {
  const all = Object.keys(COMPARISONS) as readonly Comparison[];
  return all.find((comparison) => COMPARISONS[comparison].includes(sign));
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
  const example = `${isDistribution ? `${DEFAULT_STATISTIC} ` : ''}change < ${CHANGE_EXAMPLES[metric.unit] ?? EXAMPLES[metric.unit]}`;
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
  return `a bound such as "${statistic}${better === 'higher' ? '>' : '<'} ${EXAMPLES[unit]}"`;
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
  const bound = `${statistic}${better === 'higher' ? '>' : '<'} ${EXAMPLES[unit]}`;
  return better === 'neither' ? [bound] : [bound, `${statistic}change < ${CHANGE_EXAMPLES[unit] ?? EXAMPLES[unit]}`];
}

function amountPattern(unit: Unit): string {
  switch (unit) {
    case 'count':
      return String.raw`\d+`;
    case 'px':
    case 'dB':
      return String.raw`\d+(\.\d+)?\s*${unit}`;
    case 'dBPerMbps':
      return String.raw`\d+(\.\d+)?\s*dB per Mbps`;
    case 'similarity':
    case 'score':
      return String.raw`\d+(\.\d+)?`;
    case 'ms':
      return inner(quantityPattern('time'));
    case 'fraction':
      return inner(quantityPattern('share'));
    case 'bps':
      return inner(quantityPattern('rate'));
    case 'fps':
      return String.raw`\d+(\.\d+)?(\s*fps)?`;
  }
}

const inner = (pattern: string) => pattern.replace(/^\^/, '').replace(/\$$/, '');

function parseAmount(text: string, { unit, better }: MetricInfo): Parsed<number> {
  switch (unit) {
    case 'count':
      return /^\d+$/.test(text) ? { type: 'ok', value: Number(text) } : { type: 'refused', expected: 'a whole number' };
    case 'px':
      return parseSuffixed(text, 'px', 'pixels such as "720 px"');
    case 'dB':
      return parseSuffixed(text, 'dB', 'decibels such as "32 dB"');
    case 'dBPerMbps':
      return parseSuffixed(text, 'dB per Mbps', 'decibels per Mbit/s such as "5 dB per Mbps"');
    case 'similarity':
      return within(parseSuffixed(text, '', 'a number up to 1'), 0, 1, 'a number up to 1');
    case 'score':
      return parseSuffixed(text, '', SCORE_EXPECTED);
    case 'ms':
      return parseLimit(text, 'time', TIME_LIMITS);
    case 'fraction':
      // A ratio that is neither better nor worse may exceed the whole: a CPU second may be worth 120 % of the reference's.
      return parseLimit(text, 'share', { atLeast: '0 %', ...(better !== 'neither' && { atMost: '100 %' }) });
    case 'bps':
      return parseLimit(text, 'rate', { atLeast: '0 bps' });
    case 'fps':
      // As in `video: {fps: 30}`, where the number stands alone.
      return parseLimit(/^[\d.]+$/.test(text) ? `${text} fps` : text, 'frameRate', { atLeast: '0 fps' });
  }
}

const SCORE_EXPECTED = 'a number from 1 to 5';

/** Limits of a bound on a time. A longer one is a slip, such as "800 m" for 800 ms, and nothing would ever break it. */
const TIME_LIMITS = { atLeast: '0 ms', atMost: '1 h' } as const;

/** Refuses a limit that no value of the metric ever reaches. */
function within(parsed: Parsed<number>, least: number, most: number, expected: string): Parsed<number> {
  if (parsed.type === 'refused' || (parsed.value >= least && parsed.value <= most)) return parsed;
  return { type: 'refused', expected };
}

/** Parses a number with a fixed unit that is not converted. */
function parseSuffixed(text: string, suffix: string, expected: string): Parsed<number> {
  const number = text.endsWith(suffix) ? text.slice(0, text.length - suffix.length).trim() : '';
  return /^\d+(\.\d+)?$/.test(number) ? { type: 'ok', value: Number(number) } : { type: 'refused', expected };
}

function parseLimit(text: string, kind: QuantityKind, limits: Limits): Parsed<number> {
  const parsed = parseQuantity(text, kind, limits);
  const { atMost } = limits;
  if (parsed.type === 'ok') return parsed;
  return { ...parsed, expected: describeQuantity(kind, atMost === undefined ? {} : { atMost }) };
}
