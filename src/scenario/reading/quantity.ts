import { withDigits } from './chinese-number.ts';
import { unitHint } from './unit-hint.ts';

/** Factor from a unit to the canonical one: 10^exponent x times. */
interface UnitWorth {
  readonly exponent: number;
  readonly times?: number;
}

interface QuantityForm {
  readonly noun: string;
  readonly units: Readonly<Record<string, UnitWorth>>;
  /** Other names of the same units, accepted too: none of them could be read as another amount. */
  readonly alsoNamed?: Readonly<Record<string, readonly string[]>>;
  readonly example: string;
  /** Several may stand together, the largest unit first: "1m30s", or hours, minutes and seconds as on a clock: "00:01:30". */
  readonly isSum?: boolean;
}

/** Kinds of quantity, with their units. */
const FORMS = {
  /** Times, in ms. */
  time: {
    noun: 'a time',
    units: {
      ms: { exponent: 0 },
      s: { exponent: 3 },
      min: { exponent: 3, times: 60 },
      h: { exponent: 3, times: 3600 },
    },
    alsoNamed: {
      ms: ['msec', 'millisecond', 'milliseconds', '毫秒'],
      s: ['S', 'sec', 'secs', 'second', 'seconds', '秒', '秒钟'],
      min: ['m', 'mins', 'minute', 'minutes', '分钟', '分'],
      h: ['H', 'hr', 'hrs', 'hour', 'hours', '小时'],
    },
    example: '80 ms',
    isSum: true,
  },
  /** Bit rates, in bit/s. */
  rate: {
    noun: 'a bit rate',
    units: { bps: { exponent: 0 }, kbps: { exponent: 3 }, Mbps: { exponent: 6 }, Gbps: { exponent: 9 } },
    // No name with a capital B, and none in which a small b may have been meant as one.
    alsoNamed: {
      bps: ['bit/s'],
      kbps: ['k', 'K', 'kbit', 'Kbit', 'kbit/s', 'Kbit/s', 'kb/s', 'Kb/s', 'Kbps', '千比特', '千比特每秒'],
      Mbps: ['M', 'm', 'mbit', 'Mbit', 'mbit/s', 'Mbit/s', 'Mb/s', 'mbps', '兆', '兆比特', '兆比特每秒'],
      Gbps: ['G', 'g', 'gbit', 'Gbit', 'gbit/s', 'Gbit/s', 'Gb/s', 'gbps'],
    },
    example: '2.5 Mbps',
  },
  /** Shares, as a fraction (0 to 1). */
  share: {
    noun: 'a share',
    units: { '%': { exponent: -2 } },
    alsoNamed: { '%': ['％', 'percent', 'pct'] },
    example: '0.5 %',
  },
  /** Sizes, in bytes. */
  size: { noun: 'a size', units: { B: { exponent: 0 }, kB: { exponent: 3 }, MB: { exponent: 6 } }, example: '64 kB' },
  /** Numbers of packets, fractions included: callers that need a whole number check it themselves. */
  packets: {
    noun: 'a number of packets',
    units: { packets: { exponent: 0 }, packet: { exponent: 0 } },
    example: '50 packets',
  },
  /** Frame rates, in frames per second. */
  frameRate: {
    noun: 'a frame rate',
    units: { fps: { exponent: 0 } },
    alsoNamed: { fps: ['FPS', '帧', '帧/秒'] },
    example: '24 fps',
  },
} as const satisfies Record<string, QuantityForm>;

export type QuantityKind = keyof typeof FORMS;

/** Limits of a quantity, written like the quantity itself ("0 ms", "100 %") so that messages can repeat them. */
export interface Limits {
  /** Example for messages, where the default of the kind is outside the limits. */
  readonly example?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** Result of parsing a text: the value, or what was expected instead. */
export type Parsed<T> =
  | { readonly type: 'ok'; readonly value: T }
  | { readonly type: 'refused'; readonly expected: string; readonly hint?: string };

const NUMBER = String.raw`[+-]?\d+(?:\.\d+)?`;
/** Hours, minutes and seconds. */
const CLOCK = /^\d{1,2}:[0-5]\d:[0-5]\d$/;
const WRITTEN = new RegExp(String.raw`^(${NUMBER})\s*([^\s\d.,:]\S*)$`);

/** Describes what is accepted: 'a time with its unit (ms, s, min, h) such as "80 ms", at least 0 ms'. */
export function describeQuantity(kind: QuantityKind, limits: Limits = {}): string {
  const { noun, units, example } = FORMS[kind];
  const bounds = [
    limits.atLeast === undefined ? '' : `, at least ${limits.atLeast}`,
    limits.atMost === undefined ? '' : `, at most ${limits.atMost}`,
  ];
  return `${noun} with its unit (${Object.keys(units).join(', ')}) such as "${limits.example ?? example}"${bounds.join('')}`;
}

/** Returns a regular expression of the accepted forms for the JSON Schema, which does not express the limits. */
export function quantityPattern(kind: QuantityKind): string {
  const form: QuantityForm = FORMS[kind];
  const units = `(${unitNames(form).join('|')})`;
  const amount = String.raw`\d+(\.\d+)?\s*${units}`;
  return form.isSum === true
    ? String.raw`^(${amount}(\s*\d+\s*${units})*|${CLOCK.source.slice(1, -1)})$`
    : `^${amount}$`;
}

function unitNames({ units, alsoNamed = {} }: QuantityForm): readonly string[] {
  return [...Object.keys(units), ...Object.values(alsoNamed).flat()];
}

function worthOf(unit: string, { units, alsoNamed = {} }: QuantityForm): UnitWorth | undefined {
  const name = Object.keys(alsoNamed).find((each) => alsoNamed[each]?.includes(unit)) ?? unit;
  return Object.hasOwn(units, name) ? units[name] : undefined;
}

/**
 * Parses a quantity to its canonical unit: "2 Mbps" to 2000000 bit/s, "1.5 s" to 1500 ms, "0.5 %" to 0.005. Refuses a missing
 * or unknown unit and values outside the limits.
 */
export function parseQuantity(written: string, kind: QuantityKind, limits: Limits = {}): Parsed<number> {
  const text = withDigits(written.trim());
  const expected = describeQuantity(kind, limits);
  const form: QuantityForm = FORMS[kind];
  const [, digits, unit] = WRITTEN.exec(text.trim()) ?? [];
  const sum = form.isSum === true ? sumOf(text.trim(), form) : undefined;
  if (sum === undefined && (digits === undefined || unit === undefined))
    return refused(expected, bareHint(text, kind, limits) ?? numberHint(text, kind, limits) ?? clockHint(text, kind));
  const value = sum ?? amountOf(digits ?? '', unit ?? '', form);
  if (value === undefined) return refused(expected, unitHint(digits ?? '', unit ?? '', Object.keys(form.units)));
  const tooSmall = limits.atLeast !== undefined && value < limitValue(limits.atLeast, kind);
  const tooBig = limits.atMost !== undefined && value > limitValue(limits.atMost, kind);
  if (!Number.isFinite(value) || tooSmall || tooBig)
    return refused(expected, unit === 'm' && tooBig ? `m is minutes; did you mean ${digits} ms?` : undefined);
  return { type: 'ok', value };
}

/** Returns an amount in the canonical unit, or undefined where the unit is none of the form. */
function amountOf(digits: string, unit: string, form: QuantityForm): number | undefined {
  const worth = worthOf(unit, form);
  // Shift the decimal point in the text: 7 % is 0.07, whereas 7 * 0.01 is 0.07000000000000001.
  return worth && Number(`${digits}e${worth.exponent}`) * (worth.times ?? 1);
}

/** Returns the sum of whole amounts that follow one another from the largest unit down, "1m30s" or "00:01:30", or undefined. */
function sumOf(text: string, form: QuantityForm): number | undefined {
  const written = CLOCK.test(text) ? text.replace(/:/, ' h ').replace(/:/, ' min ').concat(' s') : text;
  const parts = [...written.matchAll(/(\d+)\s*([^\d\s.]+)\s*/g)];
  if (parts.length < 2 || parts.map(([part]) => part).join('') !== written) return undefined;
  let sum = 0;
  let before = Infinity;
  for (const [, digits = '', unit = ''] of parts) {
    const worth = amountOf('1', unit, form) ?? Infinity;
    const amount = Number(digits) * worth;
    // As much as one of the unit before is a slip: "1m90s" may be 150 s or 1 min 9 s.
    if (worth >= before || amount >= before) return undefined;
    sum += amount;
    before = worth;
  }
  return sum;
}

function refused(expected: string, hint: string | undefined): Parsed<never> {
  return { type: 'refused', expected, ...(hint !== undefined && { hint }) };
}

/** Suggests the plain number for one with a decimal comma, an exponent, or without a digit before or after its point. */
function numberHint(text: string, kind: QuantityKind, limits: Limits): string | undefined {
  const [unit, ...others] = Object.keys(FORMS[kind].units);
  if (others.length === 0 && /^\s*[\d.,]+\s*$/.test(text)) return numberHint(`${text} ${unit}`, kind, limits);
  const [, sign = '', digits = '', written = ''] =
    /^([+-]?)([\d.,_']*\d[\d.,_']*(?:e[+-]?\d+)?)\s*(\D\S*)$/i.exec(text.trim()) ?? [];
  // Three digits after a comma are thousands to some and a fraction to others.
  const value = /,\d{3}(?:\D|$)/.test(digits) ? Number.NaN : Number(digits.replace(/[_']/g, '').replace(',', '.'));
  const meant = `${sign}${value} ${written}`;
  if (digits === '' || !WRITTEN.test(meant)) return undefined;
  return parseQuantity(meant, kind, limits).type === 'ok' ? `did you mean ${meant}?` : undefined;
}

/** Suggests the units with which a number that has none is within the limits: `60` for a duration is 60 s or 60 min. */
export function bareHint(text: string, kind: QuantityKind, limits: Limits): string | undefined {
  const number = text.trim();
  if (!/^\d+(\.\d+)?$/.test(number) || Number(number) === 0) return undefined;
  const asFraction = kind === 'share' && Number(number) > 0 && Number(number) < 1;
  const meant = [
    ...(asFraction ? [`${Number((Number(number) * 100).toPrecision(12))} %`] : []),
    ...Object.keys(FORMS[kind].units).map((unit) => `${number} ${unit}`),
  ];
  const possible = meant.filter((each) => parseQuantity(each, kind, limits).type === 'ok');
  return possible.length === 0 ? undefined : `did you mean ${possible.join(' or ')}?`;
}

/** Suggests times for one that is written as on a clock: "1:30" may be minutes or hours. */
function clockHint(text: string, kind: QuantityKind): string | undefined {
  const [, first, second] = /^(\d{1,2}):(\d{2})$/.exec(text.trim())?.map(Number) ?? [];
  if (kind !== 'time' || first === undefined || second === undefined) return undefined;
  return `did you mean ${first * 60 + second} s or ${first * 60 + second} min?`;
}

function limitValue(limit: string, kind: QuantityKind): number {
  const parsed = parseQuantity(limit, kind);
  if (parsed.type === 'refused') throw new Error(`limit "${limit}" is not ${parsed.expected}`);
  return parsed.value;
}
