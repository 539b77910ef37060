// Generalised least squares of one shape at a time (a step, a slope) beside a level, in a series whose neighbours resemble each
// other by a known coefficient. Source: Prais & Winsten, Cowles Commission Discussion Paper 383 (1954).

/** What a series may have done, beside having a level. */
export interface Shape {
  readonly type: 'step' | 'drift';
  /** First value of the new level, from 0; of a drift 0. */
  readonly at: number;
  /** Of the whitened shape, what a level looks like, too; and the square of what is left without it. */
  readonly part: number;
  readonly square: number;
}

export interface Shapes {
  /** Steps that leave at least two values on either side, and a slope. */
  readonly any: readonly Shape[];
  /** Steps of the last two or three values. */
  readonly newest: readonly Shape[];
  readonly coefficient: number;
  /** Whitened, as is the slope from 0 to 1. */
  readonly level: Float64Array;
  readonly slope: Float64Array;
  readonly levelSquare: number;
}

const MOST_NEWEST = 3;
/** A side of one value is an outlier, not a level. */
const LEAST_SIDE = 2;

export function shapesOf(length: number, coefficient: number): Shapes {
  const white = (value: (i: number) => number) =>
    whitened(
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

/** What is left of a series when neighbours' resemblance is taken away; its parts may then change places. */
export function whitened(values: Float64Array, coefficient: number): Float64Array {
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

/** How much a series varies about its level, without any shape: the same in whatever order. */
export function varianceOf(residuals: Float64Array, { level, levelSquare }: Shapes): number {
  return (dot(residuals, residuals) - dot(residuals, level) ** 2 / levelSquare) / (residuals.length - 1);
}

/** Noise that is known of a series before it is looked at, from others like it: as so many values' worth. */
export interface KnownNoise {
  readonly variance: number;
  readonly values: number;
}

/**
 * The shape that stands out most, upwards or either way; none where nothing reaches the margin: what could not matter is not
 * asked, and costs the others nothing.
 */
export function strongest(
  residuals: Float64Array,
  shapes: readonly Shape[],
  { coefficient, level, slope, levelSquare }: Shapes,
  { margin, isOneSided, known }: { readonly margin: number; readonly isOneSided: boolean; readonly known: KnownNoise },
): Strongest {
  const { length } = residuals;
  const onLevel = dot(residuals, level);
  const whole = dot(residuals, residuals) - onLevel ** 2 / levelSquare;
  const after = new Float64Array(length + 1);
  for (let i = length - 1; i >= 0; i--) after[i] = (after[i + 1] as number) + (residuals[i] as number);
  let best: Strongest = { shape: undefined, t: 0, size: 0 };
  for (const shape of shapes) {
    const { type, at, part, square } = shape;
    // A whitened step is 1 where it happens, and what the resemblance does not explain from then on.
    const raw =
      type === 'drift'
        ? dot(residuals, slope)
        : (residuals[at] as number) + (1 - coefficient) * (after[at + 1] as number);
    const along = raw - part * onLevel;
    const size = along / square;
    if ((isOneSided ? size : Math.abs(size)) < margin) continue;
    const own = whole - along ** 2 / square;
    const noise = (own + known.variance * known.values) / (length - 2 + known.values);
    const t = Math.abs(along) / Math.sqrt(square * noise);
    if (t > best.t) best = { shape, t, size };
  }
  return best;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
