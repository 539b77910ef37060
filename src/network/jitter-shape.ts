import type { JitterDistribution } from '../model/network.ts';

/**
 * A distribution of extra delay in units of jitterMs. All are cut to [least, most]; the density has one peak, where `peak`
 * and `trough` meet, which is what JitterWave needs. Chances are in [0, 1).
 */
export interface JitterShape {
  readonly least: number;
  readonly most: number;
  /** Highest point of a swing: above x with the probability that the density at x has of its peak's. */
  crest(chance: number): number;
  /** Lowest point of a swing, likewise. */
  trough(chance: number): number;
  /** One independent value. */
  draw(chance: number, other: number): number;
  /** Whether crest and trough depend on chance at all. */
  readonly swingsVary: boolean;
}

const uniform: JitterShape = {
  least: -1,
  most: 1,
  crest: () => 1,
  trough: () => -1,
  draw: (chance) => 2 * chance - 1,
  swingsVary: false,
};

/** netem's tables hold 16-bit numbers in units of 1/8192 (iproute2 netem/): nothing is further out than this. */
const TABLE_LIMIT = 4;

/** Standard normal; cut where netem's table ends, 1 in 16,000. The density's share is exp(-x²/2): crests are Rayleigh's. */
const normal: JitterShape = {
  least: -TABLE_LIMIT,
  most: TABLE_LIMIT,
  crest: rayleigh,
  trough: (chance) => -rayleigh(chance),
  draw: (chance, other) => rayleigh(chance) * Math.cos(2 * Math.PI * other),
  swingsVary: true,
};

function rayleigh(chance: number): number {
  return Math.sqrt(-2 * Math.log(1 - chance));
}

/** iproute2 netem/pareto.c: (u^(-1/a) - 1.5) * 4/3 with a = 3, mean 0, from -2/3 up; 1.1 % of it lies at the cut. */
const PARETO_A = 3;
const PARETO_MEAN = 1.5;
const PARETO_SCALE = 4 / 3;

const pareto: JitterShape = {
  least: (1 - PARETO_MEAN) * PARETO_SCALE,
  most: TABLE_LIMIT,
  // The density falls with the power a + 1 from its peak at the left end.
  crest: (chance) => ((1 - chance) ** (-1 / (PARETO_A + 1)) - PARETO_MEAN) * PARETO_SCALE,
  trough: () => (1 - PARETO_MEAN) * PARETO_SCALE,
  draw: (chance) => ((1 - chance) ** (-1 / PARETO_A) - PARETO_MEAN) * PARETO_SCALE,
  swingsVary: true,
};

export const JITTER_SHAPES = { uniform, normal, pareto } as const satisfies Record<JitterDistribution, JitterShape>;
