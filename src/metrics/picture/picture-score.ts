import { delayFactor } from '../audio/e-model.ts';

export interface PictureFacts {
  /** SSIM. */
  readonly clarity: number;
  /** Gaps of the stutter rate, per minute, and their mean length. */
  readonly stallsPerMinute: number;
  readonly meanStallMs: number;
  /** New frames while it was not stalled, over the frames a second of the broadcast. */
  readonly frameShare: number;
  readonly latencyMs: number;
}

/** Scores at values of SSIM, straight lines between: the steps of Zinner, Hohlfeld, Abboud and Hossfeld, QoMEX 2010. */
const CLARITY_STEPS: readonly (readonly [ssim: number, score: number])[] = [
  [0, 1],
  [0.5, 1.5],
  [0.88, 2.5],
  [0.95, 3.5],
  [0.99, 4.5],
  [1, 5],
];
/** How steeply a lower frame rate weighs; the form is Q-STAR's (Ou, Ma and Wang, 2011), the constant our assumption. */
const FRAME_RATE_BEND = 3;

/**
 * 1..5: what clarity alone would score, of which stalls, a lower frame rate and delay each leave a share. Ours, of published
 * parts; no standard has it, and it is no P.1203. It tells better from worse, not what a panel would say.
 */
export function pictureScore(facts: PictureFacts): number {
  const left =
    stallFactor(facts.stallsPerMinute, facts.meanStallMs) *
    frameRateFactor(facts.frameShare) *
    delayFactor(facts.latencyMs);
  return 1 + (clarityScore(facts.clarity) - 1) * left;
}

export function clarityScore(ssim: number): number {
  const held = Math.min(1, Math.max(0, ssim));
  const above = CLARITY_STEPS.findIndex(([at]) => at >= held);
  const [toAt, toScore] = CLARITY_STEPS[above] ?? [1, 5];
  const [fromAt, fromScore] = CLARITY_STEPS[above - 1] ?? [toAt, toScore];
  return toAt === fromAt ? toScore : fromScore + ((toScore - fromScore) * (held - fromAt)) / (toAt - fromAt);
}

/** Hossfeld et al., "Internet video delivery in YouTube: from traffic measurements to quality of experience", 2013. */
export function stallFactor(stallsPerMinute: number, meanStallMs: number): number {
  return Math.exp(-(0.15 * (meanStallMs / 1000) + 0.19) * stallsPerMinute);
}

export function frameRateFactor(share: number): number {
  const held = Math.min(1, Math.max(0, share));
  return (1 - Math.exp(-FRAME_RATE_BEND * held)) / (1 - Math.exp(-FRAME_RATE_BEND));
}
