import { delayFactor } from '../audio/e-model.ts';

export interface PictureFacts {
  /** SSIM. */
  readonly clarity: number;
  /** Gaps of the stutter rate per minute, and their mean length. */
  readonly stallsPerMinute: number;
  readonly meanStallMs: number;
  /** Frame rate while the picture was not stalled, over that of the broadcast. */
  readonly frameShare: number;
  readonly latencyMs: number;
}

/** Scores at values of SSIM, interpolated linearly: the steps of Zinner, Hohlfeld, Abboud and Hossfeld, QoMEX 2010. */
const CLARITY_STEPS: readonly (readonly [ssim: number, score: number])[] = [
  [0, 1],
  [0.5, 1.5],
  [0.88, 2.5],
  [0.95, 3.5],
  [0.99, 4.5],
  [1, 5],
];
/** Steepness of the penalty for a lower frame rate. The form is Q-STAR's (Ou, Ma and Wang, 2011), the constant our assumption. */
const FRAME_RATE_BEND = 3;

/**
 * Returns 1 to 5: the score of clarity alone, of which stalls, a lower frame rate and delay each leave a share. Ours, from published
 * parts; it is in no standard, and not P.1203. It ranks streams; it does not predict what a panel would say.
 */
export function pictureScore(facts: PictureFacts): number {
  const left =
    stallFactor(facts.stallsPerMinute, facts.meanStallMs) *
    frameRateFactor(facts.frameShare) *
    delayFactor(facts.latencyMs);
  return 1 + (clarityScore(facts.clarity) - 1) * left;
}

export function clarityScore(ssim: number): number {
  const clamped = Math.min(1, Math.max(0, ssim));
  const above = CLARITY_STEPS.findIndex(([at]) => at >= clamped);
  const [toAt, toScore] = CLARITY_STEPS[above] ?? [1, 5];
  const [fromAt, fromScore] = CLARITY_STEPS[above - 1] ?? [toAt, toScore];
  return toAt === fromAt ? toScore : fromScore + ((toScore - fromScore) * (clamped - fromAt)) / (toAt - fromAt);
}

/** Returns the share left by stalls: Hossfeld et al., "Internet video delivery in YouTube: from traffic measurements to quality of experience", 2013. */
export function stallFactor(stallsPerMinute: number, meanStallMs: number): number {
  return Math.exp(-(0.15 * (meanStallMs / 1000) + 0.19) * stallsPerMinute);
}

export function frameRateFactor(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return (1 - Math.exp(-FRAME_RATE_BEND * clamped)) / (1 - Math.exp(-FRAME_RATE_BEND));
}
