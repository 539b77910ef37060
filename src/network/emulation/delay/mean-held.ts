import type { JitterShape } from './jitter-shape.ts';

/** A draw holds for so long. Finer than packets lie apart, so that those of one frame do not share theirs. */
export const JITTER_STEP_MS = 1;

/** Cells of the sum: so many a step and over the whole range at least. */
const CELLS_PER_STEP = 8;
const CELLS_LEAST = 256;

/**
 * Mean over time of jitter that holds packets back to keep order (HeldJitter). Delay is no more than y where this step's
 * draw is no more than y, the last one's no more than y and the time since, the one before that no more than y and a step
 * and the time since, and so on: a product of shares, summed over heights and over the times within a step.
 */
export function meanHeldMs(jitterMs: number, shape: JitterShape): number {
  if (jitterMs === 0) return 0;
  const mostMs = shape.most * jitterMs;
  const rangeMs = mostMs - shape.least * jitterMs;
  const perStep = Math.ceil(JITTER_STEP_MS / Math.min(JITTER_STEP_MS / CELLS_PER_STEP, rangeMs / CELLS_LEAST));
  const cellMs = JITTER_STEP_MS / perStep;
  const cells = Math.ceil(rangeMs / cellMs);
  // Downwards from the most: by then the chance that what steps leave behind is no more than that, and its sum.
  const left = new Float64Array(cells + 1);
  const sums = new Float64Array(cells + 1);
  let belowMs = 0;
  for (let cell = 0; cell <= cells; cell++) {
    const drawn = shape.shareUpTo((mostMs - (cell + 0.5) * cellMs) / jitterMs);
    // Above the most all chances are 1.
    const leftOneStepUp = cell < perStep ? 1 : (left[cell - perStep] ?? 0);
    const here = drawn * leftOneStepUp;
    const above = cell < perStep ? perStep - cell + (sums[cell] ?? 0) : (sums[cell] ?? 0) - (sums[cell - perStep] ?? 0);
    belowMs += (drawn * (above + (here - leftOneStepUp) / 2) * cellMs) / perStep;
    left[cell] = here;
    sums[cell + 1] = (sums[cell] ?? 0) + here;
  }
  return mostMs - belowMs;
}
