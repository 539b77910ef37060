// Change points of a short series by binary segmentation: the split whose sides differ most, tested by shuffling the order.
// Source: Scott & Knott, Biometrics 30 (1974); the shuffle makes no assumption on how the values are distributed.
import { medianOf } from '../../metrics/values.ts';

export interface ChangePoint {
  /** The first value that is of the new level. */
  readonly index: number;
  /** Medians of the stretch before and after it, up to the next change points. */
  readonly before: number;
  readonly after: number;
  readonly p: number;
}

export interface ChangePointOptions {
  /** Levels that differ by less are one. */
  readonly margin: number;
  readonly alpha: number;
  readonly random: () => number;
}

/** A side of one value is an outlier, not a level. */
const LEAST_SIDE = 2;
const SHUFFLES = 999;

/** Where the level of the values changes, in their order; empty when nothing but chance is in them. */
export function changePoints(values: readonly number[], options: ChangePointOptions): readonly ChangePoint[] {
  return splitsWithin(values, 0, values.length, options).toSorted((a, b) => a.index - b.index);
}

function splitsWithin(
  values: readonly number[],
  from: number,
  to: number,
  options: ChangePointOptions,
): readonly ChangePoint[] {
  const stretch = values.slice(from, to);
  const best = bestSplit(stretch);
  if (best === undefined) return [];
  const before = medianOf(stretch.slice(0, best.at)) ?? 0;
  const after = medianOf(stretch.slice(best.at)) ?? 0;
  if (Math.abs(after - before) < options.margin) return [];
  let reached = 1;
  for (let i = 0; i < SHUFFLES; i++)
    if ((bestSplit(shuffled(stretch, options.random))?.score ?? 0) >= best.score * (1 - 1e-9)) reached++;
  const p = reached / (SHUFFLES + 1);
  if (p > options.alpha) return [];
  const index = from + best.at;
  return [
    ...splitsWithin(values, from, index, options),
    { index, before, after, p },
    ...splitsWithin(values, index, to, options),
  ];
}

/** The split that takes away most of the spread: the between-groups sum of squares. */
function bestSplit(values: readonly number[]): { readonly at: number; readonly score: number } | undefined {
  const total = values.reduce((sum, value) => sum + value, 0);
  const mean = total / values.length;
  let left = 0;
  let best: { at: number; score: number } | undefined;
  for (let at = 1; at <= values.length - LEAST_SIDE; at++) {
    left += values[at - 1] as number;
    if (at < LEAST_SIDE) continue;
    const score = (left - at * mean) ** 2 * (1 / at + 1 / (values.length - at));
    if (best === undefined || score > best.score) best = { at, score };
  }
  return best;
}

/** Fisher and Yates. */
function shuffled(values: readonly number[], random: () => number): readonly number[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
