// Changes within a section of many series. Chance is what joint shuffles of the whitened values make of any of them (Westfall &
// Young's maxT). Where neighbours resemble each other, a new level is a single large value once whitened, and shuffled it stands
// at the end again in one order of a dozen: no change of the newest could ever be distinguished from chance. There, a change must stand out
// by Student's t, corrected for all series and places (Bonferroni), and is taken out of its own series before the shuffles (ter
// Braak 1992), which then only ask whether the others' noise would do as much.
import { estimateNoises } from './estimate-noises.ts';
import {
  findStrongest,
  freedomOf,
  type KnownNoise,
  type Part,
  type Shape,
  type Strongest,
  withoutShape,
} from './shape-statistics.ts';
import { studentTail } from './student-tail.ts';

const SHUFFLES = 999;

/** Kind of change that is looked for, and the share of alpha that it may spend. */
interface Search {
  readonly isOneSided: boolean;
  readonly share: number;
  readonly shapesIn: (part: Part) => readonly Shape[];
}

/** The newest values being worse, which is what people wait for. */
const NEWEST: Search = { isOneSided: true, share: 0.8, shapesIn: ({ shapes }) => shapes.newest };
/** All other changes, either way. */
const ANY: Search = { isOneSided: false, share: 0.2, shapesIn: ({ shapes }) => shapes.any };

/** Correlation of neighbours from which a new level, once whitened, is mostly one value. */
const LEAST_ALIKE = 0.3;
const NOTHING: Strongest = { shape: undefined, t: 0, size: 0 };

/** A change that is beyond chance. */
export interface Certain {
  readonly found: Strongest;
  readonly p: number;
}

export interface SectionOptions {
  /** Number of rows of the section. */
  readonly length: number;
  /** Whether it ends with the newest value. */
  readonly isNewest: boolean;
  readonly alpha: number;
  readonly random: () => number;
}

/** Finds the strongest change of each part, if it is beyond chance. */
export function certainChanges(parts: readonly Part[], options: SectionOptions): ReadonlyMap<Part, Certain> {
  const noises = estimateNoises(parts);
  const any = searchAll(parts, noises, ANY, options);
  if (!options.isNewest) return any;
  return new Map([...searchAll(parts, noises, NEWEST, options), ...any]);
}

function searchAll(
  parts: readonly Part[],
  noises: ReadonlyMap<Part, KnownNoise>,
  search: Search,
  { length, alpha, random }: SectionOptions,
): ReadonlyMap<Part, Certain> {
  const { isOneSided, share, shapesIn } = search;
  const strongest = (part: Part, residuals: Float64Array) => {
    const known = noises.get(part) as KnownNoise;
    return findStrongest(residuals, shapesIn(part), part.shapes, { margin: part.margin, isOneSided, known });
  };
  const tried = parts.reduce((sum, part) => sum + shapesIn(part).length * (isOneSided ? 1 : 2), 0);
  const all = parts.map((part) => {
    const found = strongest(part, part.residuals);
    if (part.shapes.coefficient < LEAST_ALIKE) return { part, found, alone: 0, chance: part.residuals };
    const freedom = freedomOf(part.residuals.length, noises.get(part) as KnownNoise);
    const alone = studentTail(found.t, freedom) * tried;
    return alone <= alpha * share
      ? { part, found, alone, chance: withoutShape(part.residuals, found, part.shapes) }
      : { part, found: NOTHING, alone: 1, chance: part.residuals };
  });
  const top = Math.max(0, ...all.map(({ found }) => found.t));
  const mostReached = Math.floor(alpha * share * (SHUFFLES + 1) * (1 + 1e-9)) - 1;
  const largest: number[] = [];
  let reached = 0;
  // Ends as soon as chance is known to do as much too often; then nothing is certain.
  while (largest.length < SHUFFLES && top > 0 && reached <= mostReached) {
    const order = shuffled(length, random);
    const t = Math.max(...all.map(({ part, chance }) => strongest(part, inOrder(part.rows, chance, order)).t));
    largest.push(t);
    if (t >= top * (1 - TIE)) reached++;
  }
  if (top === 0 || reached > mostReached) return new Map();
  const pOf = (t: number) => (1 + largest.filter((each) => each >= t * (1 - TIE)).length) / (SHUFFLES + 1);
  return new Map(
    all.flatMap(({ part, found, alone }): [Part, Certain][] => {
      const p = found.t === 0 ? 1 : Math.max(alone, pOf(found.t));
      return p <= alpha * share ? [[part, { found, p }]] : [];
    }),
  );
}

/** Relative difference below which two numbers are the same but for rounding. */
const TIE = 1e-9;

/** Reorders values in the order common to all series; series that lack some values keep the rest in that order. */
function inOrder(rows: readonly number[], values: Float64Array, order: readonly number[]): Float64Array {
  if (rows.length === order.length) return Float64Array.from(order, (row) => values[row] as number);
  const place = new Map(rows.map((row, i) => [row, i]));
  return Float64Array.from(
    order.flatMap((row) => place.get(row) ?? []),
    (i) => values[i] as number,
  );
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
