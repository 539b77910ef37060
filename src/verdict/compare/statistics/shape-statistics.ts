// Generalised least squares of one shape at a time (a step, a slope) beside a level, in a series with a known lag-1
// autocorrelation. Source: Prais & Winsten, Cowles Commission Discussion Paper 383 (1954).

/** A change that a series may have beside its level. */
export interface Shape {
  readonly type: 'step' | 'drift';
  /** Index of the first value of the new level; 0 for a drift. */
  readonly at: number;
  /** Component of the whitened shape along the level, and the squared norm of the rest. */
  readonly part: number;
  readonly square: number;
}

export interface Shapes {
  /** Steps that leave at least two values on either side, and a slope. */
  readonly any: readonly Shape[];
  /** Steps of the last two or three values. */
  readonly newest: readonly Shape[];
  readonly coefficient: number;
  /** Whitened level, and whitened slope from 0 to 1. */
  readonly level: Float64Array;
  readonly slope: Float64Array;
  readonly levelSquare: number;
}

const MOST_NEWEST = 3;
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

/** Fewest values on a side of a step: a single one is an outlier, not a level. */
const LEAST_SIDE = 2;

export function shapesOf(length: number, coefficient: number): Shapes {
  const white = (value: (i: number) => number) =>
    whiten(
      Float64Array.from({ length }, (_, i) => value(i)),
      coefficient,
    );
  const level = white(() => 1);
  const slope = white((i) => i / (length - 1));
  const levelSquare = dot(level, level);
  const shape = (type: Shape['type'], at: number, direction: Float64Array): Shape => {
    const part = dot(direction, level) / levelSquare;
    return { type, at, part, square: dot(direction, direction) - part ** 2 * levelSquare };
  };
  const step = (at: number) =>
    shape(
      'step',
      at,
      white((i) => (i >= at ? 1 : 0)),
    );
  const places = Array.from({ length: Math.max(0, length - 2 * LEAST_SIDE + 1) }, (_, i) => i + LEAST_SIDE);
  const any = places.map(step);
  return {
    any: [...any, shape('drift', 0, slope)],
    newest: any.filter(({ at }) => length - at <= MOST_NEWEST),
    ...{ coefficient, level, slope, levelSquare },
  };
}

/** Removes the correlation of neighbours from a series, so that its values become exchangeable. */
export function whiten(values: Float64Array, coefficient: number): Float64Array {
  return Float64Array.from(values, (value, i) =>
    i === 0 ? value * Math.sqrt(1 - coefficient ** 2) : value - coefficient * (values[i - 1] as number),
  );
}

export interface Strongest {
  readonly shape: Shape | undefined;
  /** Student's t of its size. */
  readonly t: number;
  readonly size: number;
}

/**
 * Returns the degrees of freedom of the t of a shape in so many values: those of a variance of which only their part is estimated
 * from them, and the rest is known from others (Satterthwaite 1946).
 */
export function freedomOf(length: number, { values }: KnownNoise): number {
  return (length - 2 + values) ** 2 / (length - 2);
}

/** Returns the variance of a series about its level, without any shape; it does not depend on the order. */
export function varianceOf(residuals: Float64Array, { level, levelSquare }: Shapes): number {
  return (dot(residuals, residuals) - dot(residuals, level) ** 2 / levelSquare) / (residuals.length - 1);
}

/** Noise known of a series in advance from others like it, with the weight of so many values. */
export interface KnownNoise {
  readonly variance: number;
  readonly values: number;
}

/**
 * Finds the shape that stands out most, upwards or either way; none if nothing reaches the margin: a change that could not matter is
 * not tested and costs the others nothing.
 */
export function findStrongest(
  residuals: Float64Array,
  shapes: readonly Shape[],
  all: Shapes,
  { margin, isOneSided, known }: { readonly margin: number; readonly isOneSided: boolean; readonly known: KnownNoise },
): Strongest {
  const { level, levelSquare } = all;
  const { length } = residuals;
  const onLevel = dot(residuals, level);
  const whole = dot(residuals, residuals) - onLevel ** 2 / levelSquare;
  let best: Strongest = { shape: undefined, t: 0, size: 0 };
  const after = sumsFrom(residuals);
  for (const shape of shapes) {
    const { square } = shape;
    const along = alongOf(shape, residuals, { after, onLevel }, all);
    const size = along / square;
    if ((isOneSided ? size : Math.abs(size)) < margin) continue;
    const own = whole - along ** 2 / square;
    const noise = (own + known.variance * known.values) / (length - 2 + known.values);
    const t = Math.abs(along) / Math.sqrt(square * noise);
    if (t > best.t) best = { shape, t, size };
  }
  return best;
}

/** Returns, for each position, the sum of the values from there on. */
function sumsFrom(values: Float64Array): Float64Array {
  const after = new Float64Array(values.length + 1);
  for (let i = values.length - 1; i >= 0; i--) after[i] = (after[i + 1] as number) + (values[i] as number);
  return after;
}

/** Returns the component of the values along a shape, beside the level; over the shape's square it is the shape's size. */
function alongOf(
  { type, at, part }: Shape,
  residuals: Float64Array,
  { after, onLevel }: { readonly after: Float64Array; readonly onLevel: number },
  { coefficient, slope }: Shapes,
): number {
  // A whitened step is 1 where it happens, and (1 - coefficient) from then on.
  const raw =
    type === 'drift'
      ? dot(residuals, slope)
      : (residuals[at] as number) + (1 - coefficient) * (after[at + 1] as number);
  return raw - part * onLevel;
}

/** Removes a shape of this size from whitened values. */
export function withoutShape(
  residuals: Float64Array,
  { shape, size }: Strongest,
  { coefficient, level, slope }: Shapes,
): Float64Array {
  if (shape === undefined) return residuals;
  const { type, at, part } = shape;
  const step = (i: number) => (i < at ? 0 : i === at ? 1 : 1 - coefficient);
  return residuals.map(
    (value, i) => value - size * ((type === 'drift' ? (slope[i] as number) : step(i)) - part * (level[i] as number)),
  );
}

/** Factor of the odds of a step where something else is known to have changed, over any other place. */
const FAVOUR = 10;

/**
 * Returns the shape that best explains a change which is beyond chance. A drift must be as likely as all steps together, each place
 * being as likely beforehand (Bayes' factor): the best of twenty steps fits most slopes, too.
 */
export function likeliestShape(
  residuals: Float64Array,
  found: Strongest,
  shapes: Shapes,
  isFavoured: (at: number) => boolean,
): Shape {
  const best = found.shape as Shape;
  const noise = best.square * (found.size / found.t) ** 2;
  const sums = { after: sumsFrom(residuals), onLevel: dot(residuals, shapes.level) };
  const likely = shapes.any
    .map((shape) => ({ shape, along: alongOf(shape, residuals, sums, shapes) }))
    .filter(({ along }) => along * found.size > 0)
    .map(({ shape, along }) => {
      const gain = (along ** 2 / shape.square - best.square * found.size ** 2) / noise / 2;
      return { shape, odds: Math.exp(gain) * (shape.type === 'step' && isFavoured(shape.at) ? FAVOUR : 1) };
    });
  const steps = likely.filter(({ shape }) => shape.type === 'step');
  const drift = likely.find(({ shape }) => shape.type === 'drift');
  const allSteps = steps.reduce((sum, { odds }) => sum + odds, 0) / Math.max(1, shapes.any.length - 1);
  if (drift !== undefined && drift.odds > allSteps) return drift.shape;
  return steps.reduce((top, each) => (each.odds > top.odds ? each : top), { shape: best, odds: 0 }).shape;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
