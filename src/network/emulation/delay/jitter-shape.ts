import type { JitterDistribution } from '../../../model/scenario/link-profile.ts';

/** Distribution of extra delay in units of jitterMs, clipped to [least, most]. Its random inputs are in [0, 1). */
export interface JitterShape {
  readonly least: number;
  readonly most: number;
  /** Converts two uniform random numbers into one independent value. */
  draw(chance: number, other: number): number;
  /** Returns the share of draws that are at most `value`: the cumulative distribution. */
  shareUpTo(value: number): number;
}

const uniform: JitterShape = {
  least: -1,
  most: 1,
  draw: (chance) => 2 * chance - 1,
  shareUpTo: (value) => Math.min(1, Math.max(0, (value + 1) / 2)),
};

/** Largest value in netem's tables, which hold 16-bit numbers in units of 1/8192 (iproute2 netem/). */
const TABLE_LIMIT = 4;

/** Standard normal, clipped where netem's table ends: 1 in 16,000. */
const normal: JitterShape = {
  least: -TABLE_LIMIT,
  most: TABLE_LIMIT,
  // Box-Muller transform.
  draw: (chance, other) => clip(normal, Math.sqrt(-2 * Math.log(1 - chance)) * Math.cos(2 * Math.PI * other)),
  shareUpTo: (value) => clippedShare(normal, value, normalShareUpTo(value)),
};

/** Approximates the standard normal cumulative distribution within 7.5e-8 (Abramowitz and Stegun, 26.2.17). */
function normalShareUpTo(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const beyond = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return value < 0 ? beyond : 1 - beyond;
}

/**
 * Pareto distribution of iproute2 netem/pareto.c: (u^(-1/a) - 1.5) * 4/3 with a = 3, mean 0, from -2/3 up; 1.1 % is clipped.
 */
const PARETO_A = 3;
const PARETO_MEAN = 1.5;
const PARETO_SCALE = 4 / 3;

const pareto: JitterShape = {
  least: (1 - PARETO_MEAN) * PARETO_SCALE,
  most: TABLE_LIMIT,
  draw: (chance) => clip(pareto, ((1 - chance) ** (-1 / PARETO_A) - PARETO_MEAN) * PARETO_SCALE),
  shareUpTo: (value) => clippedShare(pareto, value, 1 - (value / PARETO_SCALE + PARETO_MEAN) ** -PARETO_A),
};

function clip({ least, most }: JitterShape, value: number): number {
  return Math.min(most, Math.max(least, value));
}

function clippedShare({ least, most }: JitterShape, value: number, share: number): number {
  if (value >= most) return 1;
  return value < least ? 0 : share;
}

export const JITTER_SHAPES = { uniform, normal, pareto } as const satisfies Record<JitterDistribution, JitterShape>;
