import type { JitterShape } from './jitter-shape.ts';

/**
 * Time for which a draw is valid. Shorter than the spacing of packets, so that the packets of one frame do not share a draw.
 */
export const JITTER_STEP_MS = 1;

/** Minimum number of integration cells, per step and over the whole range. */
const CELLS_PER_STEP = 8;
const CELLS_LEAST = 256;

/**
 * Computes the mean over time of jitter that holds packets back to keep order (HeldJitter). Delay is at most y if this
 * step's draw is at most y, the last step's at most y plus the time since that step ended, the one before that at most y
 * plus a step plus that time, and so on: a product of shares, integrated over y and over the time within a step.
 */
export function meanHeldMs(jitterMs: number, shape: JitterShape): number {
  if (jitterMs === 0) return 0;
  const mostMs = shape.most * jitterMs;
  const rangeMs = mostMs - shape.least * jitterMs;
  const perStep = Math.ceil(JITTER_STEP_MS / Math.min(JITTER_STEP_MS / CELLS_PER_STEP, rangeMs / CELLS_LEAST));
  const cellMs = JITTER_STEP_MS / perStep;
  const cells = Math.ceil(rangeMs / cellMs);
  // From the maximum downwards: probability that the delay left over by earlier steps is at most that high, and its running
  // sum.
  const left = new Float64Array(cells + 1);
  const sums = new Float64Array(cells + 1);
  let belowMs = 0;
  for (let cell = 0; cell <= cells; cell++) {
    const drawn = shape.shareUpTo((mostMs - (cell + 0.5) * cellMs) / jitterMs);
    // Above the maximum all probabilities are 1.
    const leftOneStepUp = cell < perStep ? 1 : (left[cell - perStep] ?? 0);
    const here = drawn * leftOneStepUp;
    const above = cell < perStep ? perStep - cell + (sums[cell] ?? 0) : (sums[cell] ?? 0) - (sums[cell - perStep] ?? 0);
    belowMs += (drawn * (above + (here - leftOneStepUp) / 2) * cellMs) / perStep;
    left[cell] = here;
    sums[cell + 1] = (sums[cell] ?? 0) + here;
  }
  return mostMs - belowMs;
}
