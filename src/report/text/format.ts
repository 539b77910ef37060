import type { MetricValue, Statistic, Unit } from '../../model/result/metric.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import type { Comparison } from '../../model/scenario/budget.ts';
import { NO_DATA_TEXT, plain, type Text } from '../messages/words.ts';

const SIGNS: Record<Comparison, string> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

/** Spaces between a sign and its number, and a number and its unit. */
export const KEPT_SPACE = /(?<=\d) (?=(?:ms|s|fps|%|[kM]?bps|[kM]?B|min|h|GiB)(?![\w]))|(?<=[±≤≥<>]) (?=\d)/g;

/** Returns the decimals that keep about three figures: 0.04, 3.2, 29.9, 812; three for a similarity, whose last digits matter. */
function digitsFor(value: number, unit: Unit): number {
  if (unit === 'similarity') return 3;
  const size = Math.abs(value);
  if (size === 0 || size >= 100) return 0;
  // 0.995 rounds to 1.0.
  return size >= 0.995 ? 1 : 2;
}

/** Converts a value to the scale a reader expects, and names that scale. */
function scaled(value: number, unit: Unit): { number: number; suffix: string } {
  switch (unit) {
    case 'ms':
      // From 999.5 ms on, rounding would print "1000 ms".
      return Math.abs(value) >= 999.5 ? { number: value / 1000, suffix: ' s' } : { number: value, suffix: ' ms' };
    case 'fps':
      return { number: value, suffix: ' fps' };
    case 'fraction':
      return { number: value * 100, suffix: ' %' };
    case 'bps':
      if (Math.abs(value) >= 999_500) return { number: value / 1e6, suffix: ' Mbps' };
      return Math.abs(value) >= 999.5 ? { number: value / 1000, suffix: ' kbps' } : { number: value, suffix: ' bps' };
    case 'px':
      return { number: value, suffix: ' px' };
    case 'dB':
      return { number: value, suffix: ' dB' };
    case 'dBPerMbps':
      return { number: value, suffix: ' dB per Mbps' };
    case 'count':
    case 'similarity':
    case 'score':
      return { number: value, suffix: '' };
  }
}

const MAX_DIGITS = 4;

/** Formats a value that may be missing: never as 0, never as a dash alone. */
export function quantityText(value: number | undefined, unit: Unit): Text {
  return value === undefined || !Number.isFinite(value) ? NO_DATA_TEXT : plain(formatQuantity(value, unit));
}

/** Formats a measured value: "812 ms", "1.4 s", "2.0 Mbps", "3.2 %", "29.9 fps", "3". */
export function formatQuantity(value: number, unit: Unit, moreDigits = 0): string {
  const { number, suffix } = scaled(value, unit);
  // "2.0 Mbps" and "1.0 s" are measured; "64 kbps", "30 fps" and "0 %" read better whole.
  const whole = Number.isInteger(number) && suffix !== ' Mbps' && suffix !== ' s';
  // Below 100 ms a tenth matters little, except for the small waits of a shaper or a queue.
  const base = whole ? 0 : unit === 'ms' && suffix === ' ms' && Math.abs(number) >= 10 ? 0 : digitsFor(number, unit);
  const text = number.toFixed(Math.min(base + moreDigits, MAX_DIGITS));
  // "0.2 %", not "0.20 %": below 1 % the second digit is there for 0.04, not for its own sake.
  return (unit === 'fraction' && Math.abs(number) < 1 ? String(Number(text)) : text) + suffix;
}

/** Formats a value somebody chose, without zeros that nobody wrote: "2 Mbps", "1.5 s", "3 %". */
export function formatLimit(value: number, unit: Unit): string {
  const { number, suffix } = scaled(value, unit);
  return Number(number.toFixed(MAX_DIGITS)) + suffix;
}

/** Returns "≤ 3 %" or, for a percentile, "p95 ≤ 800 ms". */
export function formatBound(bound: Pick<Verdict, 'statistic' | 'comparison' | 'limit' | 'unit'>): string {
  return `${formatStatistic(bound.statistic)}${SIGNS[bound.comparison]} ${formatLimit(bound.limit, bound.unit)}`;
}

/** Returns "p95 " to put before a percentile; empty for plain values. */
export function formatStatistic(statistic: Statistic): string {
  return statistic === 'value' ? '' : `${statistic} `;
}

/** Formats the verdict's actual value with enough digits to differ visibly from a limit it does not equal. */
export function formatActual({ actual, limit, unit }: Pick<Verdict, 'actual' | 'limit' | 'unit'>): Text {
  if (actual === undefined) return NO_DATA_TEXT;
  for (let more = 0; more < MAX_DIGITS; more++) {
    const text = formatQuantity(actual, unit, more);
    if (actual === limit || Number.parseFloat(text) !== Number.parseFloat(formatQuantity(limit, unit, more)))
      return plain(text);
  }
  return plain(formatQuantity(actual, unit, MAX_DIGITS));
}

/**
 * Returns how far the true value may be from a verdict's for the machine's load: "± 15 ms", or "+0/−15 ms" where it can only be
 * less; empty if that is not known, or too little to show.
 */
export function formatError({ error, errorSide, unit }: Pick<Verdict, 'error' | 'errorSide' | 'unit'>): string {
  if (error === undefined) return '';
  const quantity = formatQuantity(error, unit);
  if (Number.parseFloat(quantity) === 0) return '';
  return errorSide === undefined ? `± ${quantity}` : errorSide === 'below' ? `+0/−${quantity}` : `−0/+${quantity}`;
}

/** Formats a metric's value in one line: "29.9 fps", "p50 210 ms · p95 340 ms · max 512 ms", "no data". */
export function formatMetricValue(value: MetricValue | undefined): Text {
  if (value === undefined) return NO_DATA_TEXT;
  switch (value.type) {
    case 'value':
      return quantityText(value.value, value.unit);
    case 'distribution':
      return plain(
        `p50 ${formatQuantity(value.p50, value.unit)} · p95 ${formatQuantity(value.p95, value.unit)} · max ${formatQuantity(value.max, value.unit)}`,
      );
    case 'no-data':
      return NO_DATA_TEXT;
  }
}

/** Formats a duration: "1 h 05 min", "2 min 30 s", "30 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Formats 12345 as "12,345", whatever the locale of the machine. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Formats a size as scenarios write it: "256 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Number((bytes / 1000).toPrecision(3))} kB` : `${Number((bytes / 1e6).toPrecision(3))} MB`;
}

/** Formats an ISO 8601 instant in UTC as "2026-07-01 12:30 UTC". */
export function formatInstant(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');
}

/** Formats "2026-11-27T19:00+07:00" as "2026-11-27 19:00": the local clock, so without its offset. */
export function formatLocalTime(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2');
}

/** Formats a time of the window as its axis shows it: "20 s", "7.5 s". */
export function formatSeconds(ms: number): string {
  return `${seconds(ms)} s`;
}

/** Formats an interval of the window: "20–30 s". */
export function formatSpan({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): string {
  return `${seconds(fromMs)}–${seconds(toMs)} s`;
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(1));
}
