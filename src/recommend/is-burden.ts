import type { MetricId } from '../model/result/metric.ts';
import type { Verdict } from '../model/result/verdict.ts';

/** More bits mend these: that they are missed says nothing against a rung of more. Frames may be missing for want of bits. */
const MENDED_BY_BITS: ReadonlySet<MetricId> = new Set([
  'clarity',
  'clarityPsnr',
  'clarityPerBit',
  'pictureHeight',
  'resolutionChanges',
  'videoScore',
  'frameRate',
  'publisherFrameSkips',
]);

export function isBurden({ metric }: Verdict): boolean {
  return !MENDED_BY_BITS.has(metric);
}
