import { medianOf } from '../metrics/series/values.ts';
import type { Result, TakeResult } from '../model/result/result.ts';
import { baseTakes } from '../report/facts/takes.ts';
import { conditionsText } from '../result/conditions-text.ts';
import type { MeasuredNumber } from '../verdict/compare/measured-number.ts';
import { pairSeeds, valuesUnder } from '../verdict/compare/pair-seeds.ts';

/** Deviation of each earlier pair, in the same order for all numbers; undefined where the pair lacks the number. */
export type Noise = readonly (number | undefined)[];

export interface NumberNoise {
  readonly rows: Noise;
  /** Names of variants whose differences from the base are no noise: the base's own spread between seeds stands for theirs. */
  readonly unlike: readonly string[];
}

/** Ratio of spreads above which a variant's difference from the base is its own doing, not noise. */
const UNLIKE = 1.5;
/** Spread, in margins, that hardly costs a seed, wherever it comes from. */
const HARMLESS = 0.5;

/**
 * Returns the noise of a number: what differs between two takes of one setting under one seed. Pairs of takes of the same setting tell
 * it; those with a variant that is not far from it, too. What varies far more than the base does from seed to seed, weather
 * included, is a variant that behaves in another way; and without variants there are no pairs. There, two takes of the base under two
 * seeds stand for a pair, which can only be noisier.
 */
export function noiseOf(number: MeasuredNumber, { scenario, takes }: Result): NumberNoise {
  const base = baseTakes(takes);
  const { variants } = scenario;
  if (variants === undefined) return { rows: betweenSeeds(valuesOf(number, base, base)), unlike: [] };
  const sent = conditionsText(scenario.broadcast);
  const each = variants.map(({ name, broadcast }) => {
    const pairs = valuesOf(
      number,
      base,
      takes.filter(({ variant }) => variant === name),
    );
    const paired = around(pairs.map((pair) => pair && pair.candidate - pair.baseline));
    const own = betweenSeeds(pairs);
    const isLike = conditionsText(broadcast) === sent || !isFarBeyond(paired, own, number.margin);
    return { rows: isLike ? paired : own, unlike: isLike ? [] : [name] };
  });
  return { rows: each.flatMap(({ rows }) => rows), unlike: each.flatMap(({ unlike }) => unlike) };
}

function isFarBeyond(paired: Noise, own: Noise, margin: number): boolean {
  const spread = rootMeanSquare(paired);
  return spread > HARMLESS * margin && spread > UNLIKE * rootMeanSquare(own);
}

function rootMeanSquare(noise: Noise): number {
  const known = noise.filter((each) => each !== undefined);
  return Math.sqrt(known.reduce((sum, each) => sum + each ** 2, 0) / Math.max(1, known.length));
}

type Values = ReturnType<typeof valuesOf>;

function valuesOf(number: MeasuredNumber, baseline: readonly TakeResult[], candidate: readonly TakeResult[]) {
  return pairSeeds(baseline, candidate).pairs.map((pair) => valuesUnder(pair, number));
}

/** Returns what two takes of the base differ by under two seeds. */
function betweenSeeds(values: Values): Noise {
  return around(values.map((pair) => pair?.baseline)).map((each) => each && each * Math.SQRT2);
}

/** Returns the deviations of the values from their median, widened for small samples; nothing of a single value. */
function around(values: Noise): Noise {
  const present = values.filter((value) => value !== undefined);
  const middle = medianOf(present);
  if (middle === undefined || present.length < 2) return values.map(() => undefined);
  // A few values are closer to their own median than to the true one.
  const widening = Math.sqrt(present.length / (present.length - 1));
  return values.map((value) => (value === undefined ? undefined : (value - middle) * widening));
}
