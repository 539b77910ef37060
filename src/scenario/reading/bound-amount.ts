import type { MetricInfo, Unit } from '../../model/result/metric.ts';
import { withDigits } from './chinese-number.ts';
import {
  describeQuantity,
  type Limits,
  type Parsed,
  parseQuantity,
  type QuantityKind,
  quantityPattern,
} from './quantity.ts';

/** Amounts as an example, by unit. */
export const AMOUNT_EXAMPLES: Readonly<Record<Unit, string>> = {
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

/** Returns a regular expression of the amounts of a unit for the JSON Schema. */
export function amountPattern(unit: Unit): string {
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

/** Parses the amount of a bound in its metric's unit. */
export function parseAmount(text: string, { unit, better }: MetricInfo): Parsed<number> {
  switch (unit) {
    case 'count':
      return parseCount(text);
    case 'px':
      // Lines of a picture are called 720p.
      return parseSuffixed(text.replace(/(?<=\d)\s*p$/i, ' px'), 'px', 'pixels such as "720 px"');
    case 'dB':
      return parseSuffixed(text, 'dB', 'decibels such as "32 dB"');
    case 'dBPerMbps':
      return parseSuffixed(text, 'dB per Mbps', 'decibels per Mbit/s such as "5 dB per Mbps"');
    case 'similarity':
      return within(parseSuffixed(text, '', 'a number up to 1'), 0, 1, 'a number up to 1');
    case 'score':
      return parseSuffixed(text.replace(/\s*(?:分|\/\s*5|out of 5|points?|stars?)$/i, ''), '', SCORE_EXPECTED);
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

export const SCORE_EXPECTED = 'a number from 1 to 5';

/** Parses a whole number; how often it is may say so, "2 times". */
function parseCount(text: string): Parsed<number> {
  const [, digits] = /^(\d+)\s*(?:times?|freezes?|次|个)?$/.exec(withDigits(text)) ?? [];
  return digits === undefined ? { type: 'refused', expected: 'a whole number' } : { type: 'ok', value: Number(digits) };
}

/** Limits of a bound on a time. A longer one is a slip, such as "800 m" for 800 ms, and nothing would ever break it. */
const TIME_LIMITS = { atLeast: '0 ms', atMost: '1 h' } as const;

/** Refuses a limit that no value of the metric ever reaches. */
export function within(parsed: Parsed<number>, least: number, most: number, expected: string): Parsed<number> {
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
