import { createRandom } from '../../../src/lib/random.ts';

/** Random draws for simulations, the same on every run. */
export function drawsOf(seed: number) {
  const random = createRandom(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** Draws the number of events of a Poisson process with this mean (Knuth: products of uniforms). */
  const poisson = (mean: number) => {
    let count = 0;
    for (let product = random(); product > Math.exp(-mean); product *= random()) count++;
    return count;
  };
  return { random, exponential, normal, poisson };
}

/** Seconds a viewer is watched under one seed, all viewers of the region together. */
const VIEWER_SECONDS = 300;
/** Length of a stutter: 0.5 s by definition, plus some. */
const LEAST_STUTTER_S = 0.5;
const MORE_STUTTER_S = 0.4;

/** Draws the stutter rates of both arms under one seed; the share `shared` of the baseline's stutters, the weather's, happens in both. */
export function stutterPair(
  { exponential, poisson }: ReturnType<typeof drawsOf>,
  { baseline, candidate, shared }: { baseline: number; candidate: number; shared: number },
): { baseline: number; candidate: number } {
  const stutters = (rate: number) => {
    const mean = (rate * VIEWER_SECONDS) / (LEAST_STUTTER_S + MORE_STUTTER_S);
    let seconds = 0;
    for (let left = poisson(mean); left > 0; left--) seconds += LEAST_STUTTER_S + exponential(MORE_STUTTER_S);
    return seconds / VIEWER_SECONDS;
  };
  const common = stutters(baseline * shared);
  return {
    baseline: common + stutters(baseline * (1 - shared)),
    candidate: common + stutters(candidate - baseline * shared),
  };
}
