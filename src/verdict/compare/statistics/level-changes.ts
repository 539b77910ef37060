// Finds where the level of many series changes or drifts: every series against every split and a slope, all tested against the
// largest statistic that chance gives any of them (Westfall & Young's maxT over joint shuffles of the order, so that what series
// share is paid for once). Correlated neighbours (AR(1)) are whitened first, with one coefficient for all.
import { medianOf } from '../../../metrics/series/values.ts';
import { estimateNoises } from '../estimate-noises.ts';
import { estimateAutocorrelation } from './autocorrelation.ts';
import { findStrongest, type KnownNoise, type Shape, type Shapes, shapesOf, whiten } from './shape-statistics.ts';

export interface Series {
  /** Values in order; undefined where it was not measured. */
  readonly values: readonly (number | undefined)[];
  /** Levels that differ by less count as one. */
  readonly margin: number;
  /** Direction that is worse: 1 up, -1 down. */
  readonly worse: 1 | -1;
}

export interface LevelChange {
  /** 'step': a new level from `index` on. 'drift': a steady rise or fall from `index` to `to`. */
  readonly type: 'step' | 'drift';
  /** Positions in `values`. */
  readonly index: number;
  readonly to: number;
  /** Medians of the values on either side; of a drift, of its first and its last third. */
  readonly before: number;
  readonly after: number;
  /** Probability of a change this strong in any of the series if nothing changed. */
  readonly p: number;
}

export interface LevelOptions {
  /** Probability of any false alarm among all series. */
  readonly alpha: number;
  readonly random: () => number;
}

const SHUFFLES = 999;
/** Share of alpha for the newest values being worse, which is what people wait for; the rest is for all other changes, either way. */
const SHARE_FOR_NEWEST = 0.7;
/** Fewest values in which anything can be told. */
const LEAST_VALUES = 6;

/** Finds the changes of each series, in order. Where one is found, both sides are searched again. */
export function findLevelChanges(
  series: readonly Series[],
  options: LevelOptions,
): readonly (readonly LevelChange[])[] {
  const found: LevelChange[][] = series.map(() => []);
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  const coefficient = estimateAutocorrelation(
    series.map(({ values }) => values.filter((value) => value !== undefined)),
  );
  const search = (from: number, to: number, candidates: readonly number[]) => {
    const changes = changesWithin(series, { from, to, isNewest: to === length, coefficient }, options);
    const changed = candidates.filter((i) => changes[i] !== undefined);
    for (const i of changed) found[i]?.push(changes[i] as LevelChange);
    const steps = new Set(changed.flatMap((i) => (changes[i]?.type === 'step' ? [changes[i].index] : [])));
    for (const at of steps) {
      const ones = changed.filter((i) => changes[i]?.index === at);
      search(from, at, ones);
      search(at, to, ones);
    }
  };
  search(0, length, [...series.keys()]);
  return found.map((changes) => changes.toSorted((a, b) => a.index - b.index));
}

interface Section {
  readonly from: number;
  readonly to: number;
  /** Whether it ends with the newest value. */
  readonly isNewest: boolean;
  readonly coefficient: number;
}

/** A series within a section. */
export interface Part {
  /** Positions in the section where it was measured. */
  readonly rows: readonly number[];
  readonly values: Float64Array;
  /** Signed so that more is worse. */
  readonly residuals: Float64Array;
  readonly shapes: Shapes;
  readonly margin: number;
}

/** Finds the strongest change of each series, if it is beyond chance. */
function changesWithin(
  series: readonly Series[],
  section: Section,
  { alpha, random }: LevelOptions,
): readonly (LevelChange | undefined)[] {
  const parts = series.map((each) => partOf(each, section));
  const present = parts.filter((part) => part !== undefined);
  const noises = estimateNoises(present);
  const test = (part: Part, residuals: Float64Array, isOneSided: boolean) => {
    const { shapes, margin } = part;
    const known = noises.get(part) as KnownNoise;
    return findStrongest(residuals, isOneSided ? shapes.newest : shapes.any, shapes, { margin, isOneSided, known });
  };
  const largest = { newest: new Float64Array(SHUFFLES), any: new Float64Array(SHUFFLES) };
  for (let shuffle = 0; shuffle < SHUFFLES && present.length > 0; shuffle++) {
    const order = shuffled(section.to - section.from, random);
    for (const part of present) {
      const residuals = inOrder(part, order);
      if (section.isNewest) raise(largest.newest, shuffle, test(part, residuals, true).t);
      raise(largest.any, shuffle, test(part, residuals, false).t);
    }
  }
  return parts.map((part) => {
    if (part === undefined) return undefined;
    const [last, one] = [test(part, part.residuals, true), test(part, part.residuals, false)];
    const pAny = pOf(one.t, largest.any);
    if (one.shape !== undefined && pAny <= alpha * (1 - SHARE_FOR_NEWEST))
      return changeOf(part, one.shape, section, pAny);
    const pNewest = section.isNewest ? pOf(last.t, largest.newest) : 1;
    if (last.shape === undefined || pNewest > alpha * SHARE_FOR_NEWEST) return undefined;
    return changeOf(part, last.shape, section, pNewest);
  });
}

function raise(largest: Float64Array, at: number, value: number): void {
  if (value > (largest[at] as number)) largest[at] = value;
}

function pOf(t: number, largest: Float64Array): number {
  if (t === 0) return 1;
  const least = t * (1 - 1e-9);
  return (1 + largest.reduce((count, each) => (each >= least ? count + 1 : count), 0)) / (SHUFFLES + 1);
}

/** Prepares a series within a section; undefined for too few values, or values that never differ by the margin. */
function partOf({ values, margin, worse }: Series, { from, to, coefficient }: Section): Part | undefined {
  const rows: number[] = [];
  const own: number[] = [];
  for (let row = 0; row < to - from; row++) {
    const value = values[from + row];
    if (value === undefined) continue;
    rows.push(row);
    own.push(value * worse);
  }
  if (own.length < LEAST_VALUES || Math.max(...own) - Math.min(...own) < margin) return undefined;
  const middle = medianOf(own) ?? 0;
  const residuals = whiten(
    Float64Array.from(own, (value) => value - middle),
    coefficient,
  );
  return {
    ...{ rows, residuals, margin, values: Float64Array.from(own, (value) => value * worse) },
    shapes: shapesOf(own.length, coefficient),
  };
}

/** Reorders the residuals in the order common to all series; series that lack some values keep the rest in that order. */
function inOrder({ rows, residuals }: Part, order: readonly number[]): Float64Array {
  if (rows.length === order.length) return Float64Array.from(order, (row) => residuals[row] as number);
  const place = new Map(rows.map((row, i) => [row, i]));
  return Float64Array.from(
    order.flatMap((row) => place.get(row) ?? []),
    (i) => residuals[i] as number,
  );
}

function changeOf(part: Part, { type, at }: Shape, { from }: Section, p: number): LevelChange {
  const { rows, values } = part;
  const third = Math.max(1, Math.floor(values.length / 3));
  const [before, after] =
    type === 'step'
      ? [values.slice(0, at), values.slice(at)]
      : [values.slice(0, third), values.slice(values.length - third)];
  return {
    ...{ type, p, before: medianOf(before) ?? 0, after: medianOf(after) ?? 0 },
    index: from + (rows[at] ?? 0),
    to: from + (rows.at(-1) ?? 0),
  };
}

/** Shuffles the numbers from 0 to `length` - 1 (Fisher and Yates). */
function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
