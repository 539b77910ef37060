import { findMetric } from '../metrics/registry.ts';
import type { Verdict } from '../model/result/verdict.ts';

/**
 * Returns whether a missed limit counts against sending more bits. It does not where more bits would improve the number; frames,
 * too, may be missing for lack of bits.
 */
export function isBurden({ metric }: Verdict): boolean {
  return findMetric(metric)?.improvesWithBitrate !== true;
}
