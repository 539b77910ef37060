// Finds where the level of many series changes or drifts: every series against every split and a slope, all tested against the
// largest statistic that chance gives any of them (Westfall & Young's maxT over joint shuffles of the order, so that what series
// share is paid for once). Correlated neighbours (AR(1)) are whitened first, with one coefficient for all.
import { medianOf } from '../../../metrics/series/values.ts';
import { estimateAutocorrelation } from './autocorrelation.ts';
import { certainChanges } from './section-changes.ts';
import { likeliestShape, type Part, type Shape, shapesOf, whiten } from './shape-statistics.ts';

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
  /** Positions where something else is known to have changed: of several places that fit nearly as well, these are believed. */
  readonly favoured?: ReadonlySet<number>;
}

/** Fewest values in which a change can be found. */
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

/** Finds the strongest change of each series, if it is beyond chance. */
function changesWithin(
  series: readonly Series[],
  section: Section,
  { alpha, random, favoured }: LevelOptions,
): readonly (LevelChange | undefined)[] {
  const parts = series.map((each) => partOf(each, section));
  const { from, to, isNewest } = section;
  const certain = certainChanges(
    parts.filter((part) => part !== undefined),
    { length: to - from, isNewest, alpha, random },
  );
  return parts.map((part) => {
    const change = part && certain.get(part);
    if (part === undefined || change === undefined) return undefined;
    const { residuals, shapes, rows } = part;
    const isFavoured = (at: number) => favoured?.has(from + (rows[at] ?? 0)) ?? false;
    return changeOf(part, likeliestShape(residuals, change.found, shapes, isFavoured), section, change.p);
  });
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
