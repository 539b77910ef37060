import { CURVE_NUMBERS, type CurveNumber, type CurveRow } from '../../model/result/curves.ts';
import type { Unit } from '../../model/result/metric.ts';
import { formatLimit } from '../text/format.ts';
import { niceTicks } from '../timeline/chart-model.ts';

/** Units of the numbers that are drawn against bitrate. */
export const CURVE_UNITS: Readonly<Record<CurveNumber, Unit>> = {
  clarity: 'similarity',
  stutterRate: 'fraction',
  latencyP95Ms: 'ms',
};

/** Ticks of an axis, from its low end to its high end. */
export type Ticks = readonly [number, number, ...number[]];

/** Numbers of a region of which at least one point can be drawn. */
export function drawnNumbers(rows: readonly CurveRow[]): readonly CurveNumber[] {
  return CURVE_NUMBERS.filter((number) => rows.some((row) => pointOf(row, number) !== undefined));
}

/** A setting's number at one bitrate, with the range of its takes. */
export interface CurvePoint {
  readonly bps: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function pointOf(row: CurveRow, number: CurveNumber): CurvePoint | undefined {
  const value = row[number];
  const { low = value, high = value } = row.ranges[number] ?? {};
  if (row.encodedBps === undefined || value === undefined || low === undefined || high === undefined) return undefined;
  return { bps: row.encodedBps, value, low, high };
}

/** Returns a setting's points among the rows of a region, by rising bitrate. */
export function curvePoints(rows: readonly CurveRow[], setting: string, number: CurveNumber): readonly CurvePoint[] {
  return rows
    .filter((row) => row.setting === setting)
    .flatMap((row) => pointOf(row, number) ?? [])
    .toSorted((a, b) => a.bps - b.bps);
}

const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Returns the ticks of a number's axis. Those of clarity begin near the lowest point: between a good and a bad picture lies a
 * twentieth. All others begin at 0. They are the same for all regions, so that charts can be compared.
 */
export function numberTicks(rows: readonly CurveRow[], number: CurveNumber): Ticks {
  const points = rows.flatMap((row) => pointOf(row, number) ?? []);
  const most = Math.max(...points.map(({ high }) => high));
  if (number !== 'clarity') return niceTicks(most, CURVE_UNITS[number]) as unknown as Ticks;
  const least = Math.min(...points.map(({ low }) => low));
  const rough = Math.max(most - least, 0.004) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((each) => each * power >= rough * 0.999) ?? 10) * power;
  const from = Math.floor(least / step + 1e-9);
  const to = Math.max(from + 1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step) as unknown as Ticks;
}

/** Formats a tick; clarities with as many decimals as the longest of them. */
export function tickText(value: number, number: CurveNumber, ticks: Ticks): string {
  const text = (tick: number) => formatLimit(tick, CURVE_UNITS[number]);
  if (number !== 'clarity') return text(value);
  return value.toFixed(Math.max(...ticks.map((tick) => text(tick).split('.')[1]?.length ?? 0)));
}

const DOUBLING_BPS = Array.from({ length: 14 }, (_, i) => 15_625 * 2 ** i);
/** Round bitrates for axes on which fewer than two doublings lie. */
const ROUND_BPS = [1e4, 1e5, 1e6, 1e7, 1e8].flatMap((power) => [1, 1.5, 2, 3, 4, 5, 7].map((digit) => digit * power));
/** Free space beside the outermost points, as a factor of the bitrate. */
const BESIDE = 1.15;
/** Smallest ratio of both ends: bitrates a few percent apart are drawn near each other, and two round ones always fit. */
const LEAST_SPAN = 2.2;

/** Bitrates from `low` to `high`, on a logarithmic axis, since twice the bits are the same step everywhere. */
export interface RateAxis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

export function rateAxis(rows: readonly CurveRow[]): RateAxis {
  const rates = rows.flatMap(({ encodedBps }) => encodedBps ?? []);
  const [least, most] = [Math.min(...rates) / BESIDE, Math.max(...rates) * BESIDE];
  const widening = Math.sqrt(Math.max(1, LEAST_SPAN / (most / least)));
  const [low, high] = [least / widening, most * widening];
  const within = (all: readonly number[]) => all.filter((bps) => bps >= low && bps <= high);
  const doublings = within(DOUBLING_BPS);
  return { low, high, ticks: doublings.length >= 2 ? doublings : within(ROUND_BPS) };
}

/** Returns how far along the axis a bitrate lies, 0 to 1. */
export function alongAxis({ low, high }: Pick<RateAxis, 'low' | 'high'>, bps: number): number {
  return Math.log(bps / low) / Math.log(high / low);
}
