import type { Figure } from './crossing.ts';

/** Significant digits: more would promise more than five minutes can measure. */
const DIGITS = 3;

/** "12.3": never in powers of ten. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

const RATES = [
  { unit: 'Mbps', bps: 1e6 },
  { unit: 'kbps', bps: 1e3 },
] as const;

/** As a scenario writes it: "1.48 Mbps", "512 kbps". */
export function rateText(bps: number): string {
  const { unit, bps: size } = bps >= RATES[0].bps ? RATES[0] : RATES[1];
  return `${digits(bps / size)} ${unit}`;
}

/** At least a tenth of a millisecond's worth of digits, and no more. */
export function msText(ms: number): string {
  return `${Math.abs(ms) < 100 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
}

export function shareText(fraction: number): string {
  return `${Number((fraction * 100).toFixed(2))} %`;
}

/** "1.4 Mbps to 1.6 Mbps", or "at least 95 Mbps". */
export function intervalText({ least, most }: Figure, text: (value: number) => string): string {
  return Number.isFinite(most) ? `${text(Math.max(0, least))} to ${text(most)}` : `at least ${text(least)}`;
}
