import { unitHint } from './unit-hint.ts';

/** How a quantity is written, and what it is worth in the canonical unit: number x 10^exponent x times. */
interface UnitWorth {
  readonly exponent: number;
  readonly times?: number;
}

interface QuantityForm {
  readonly noun: string;
  readonly units: Readonly<Record<string, UnitWorth>>;
  readonly example: string;
}

const FORMS = {
  /** In ms. */
  time: {
    noun: 'a time',
    units: {
      ms: { exponent: 0 },
      s: { exponent: 3 },
      min: { exponent: 3, times: 60 },
      h: { exponent: 3, times: 3600 },
    },
    example: '80 ms',
  },
  /** In bit/s. */
  rate: {
    noun: 'a bit rate',
    units: { bps: { exponent: 0 }, kbps: { exponent: 3 }, Mbps: { exponent: 6 }, Gbps: { exponent: 9 } },
    example: '2.5 Mbps',
  },
  /** As a fraction, 0..1. */
  share: { noun: 'a share', units: { '%': { exponent: -2 } }, example: '0.5 %' },
  /** In bytes. */
  size: { noun: 'a size', units: { B: { exponent: 0 }, kB: { exponent: 3 }, MB: { exponent: 6 } }, example: '64 kB' },
  /** A whole number of them is the caller's to see to. */
  packets: {
    noun: 'a number of packets',
    units: { packets: { exponent: 0 }, packet: { exponent: 0 } },
    example: '50 packets',
  },
  /** In frames a second. */
  frameRate: { noun: 'a frame rate', units: { fps: { exponent: 0 } }, example: '24 fps' },
} as const satisfies Record<string, QuantityForm>;

export type QuantityKind = keyof typeof FORMS;

/** Limits are written like the quantity itself ("0 ms", "100 %"), so that messages repeat them as they stand. */
export interface Limits {
  /** Shown instead of the kind's own example, where that is outside the limits. */
  readonly example?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

export type Parsed<T> =
  | { readonly type: 'ok'; readonly value: T }
  | { readonly type: 'refused'; readonly expected: string; readonly hint?: string };

const NUMBER = String.raw`[+-]?\d+(?:\.\d+)?`;
const WRITTEN = new RegExp(String.raw`^(${NUMBER})\s*(\S+)$`);

/** What is accepted, in words: 'a time with its unit (ms, s, min, h) such as "80 ms", at least 0 ms'. */
export function describeQuantity(kind: QuantityKind, limits: Limits = {}): string {
  const { noun, units, example } = FORMS[kind];
  const bounds = [
    limits.atLeast === undefined ? '' : `, at least ${limits.atLeast}`,
    limits.atMost === undefined ? '' : `, at most ${limits.atMost}`,
  ];
  return `${noun} with its unit (${Object.keys(units).join(', ')}) such as "${limits.example ?? example}"${bounds.join('')}`;
}

/** Regular expression of the accepted forms, for the JSON Schema; limits are not in it. */
export function quantityPattern(kind: QuantityKind): string {
  return String.raw`^\d+(\.\d+)?\s*(${Object.keys(FORMS[kind].units).join('|')})$`;
}

/** "2 Mbps" to 2000000 bit/s, "1.5 s" to 1500 ms, "0.5 %" to 0.005. Refuses a missing or unknown unit and what is outside the limits. */
export function parseQuantity(text: string, kind: QuantityKind, limits: Limits = {}): Parsed<number> {
  const expected = describeQuantity(kind, limits);
  const [, digits, unit] = WRITTEN.exec(text.trim()) ?? [];
  if (digits === undefined || unit === undefined) return { type: 'refused', expected };
  const units: Readonly<Record<string, UnitWorth>> = FORMS[kind].units;
  const worth = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (worth === undefined) {
    const hint = unitHint(digits, unit, Object.keys(units));
    return hint === undefined ? { type: 'refused', expected } : { type: 'refused', expected, hint };
  }
  // Shifted in decimal: 7 % is 0.07, where 7 * 0.01 is 0.07000000000000001.
  const value = Number(`${digits}e${worth.exponent}`) * (worth.times ?? 1);
  const tooSmall = limits.atLeast !== undefined && value < limitValue(limits.atLeast, kind);
  const tooBig = limits.atMost !== undefined && value > limitValue(limits.atMost, kind);
  if (!Number.isFinite(value) || tooSmall || tooBig) return { type: 'refused', expected };
  return { type: 'ok', value };
}

function limitValue(limit: string, kind: QuantityKind): number {
  const parsed = parseQuantity(limit, kind);
  if (parsed.type === 'refused') throw new Error(`limit "${limit}" is not ${parsed.expected}`);
  return parsed.value;
}
