import { hashShare } from '../lib/random.ts';
import type { LinkProfile } from '../model/scenario/link-profile.ts';
import type { Segment } from '../model/scenario/network.ts';

const SPREAD_STREAM = 16;

/**
 * Returns a viewer's access line with its schedule, blackouts and holds later by a time drawn from `seed`, the same both
 * ways; the line itself where no spread is asked.
 */
export function spreadOut(segment: Segment, seed: number): Segment {
  const share = hashShare(seed, SPREAD_STREAM);
  return { ...segment, out: later(segment.out, share), back: later(segment.back, share) };
}

function later(profile: LinkProfile, share: number): LinkProfile {
  const { spreadMs, rateSteps, delaySteps, lossSteps, blackouts, rateCaps } = profile;
  if (spreadMs === undefined) return profile;
  const byMs = Math.floor(share * spreadMs);
  const steps = <T extends { readonly atMs: number }>(all: readonly T[]) =>
    all.map((step) => ({ ...step, atMs: step.atMs + byMs }));
  const spans = <T extends { readonly fromMs: number; readonly toMs: number }>(all: readonly T[]) =>
    all.map((span) => ({ ...span, fromMs: span.fromMs + byMs, toMs: span.toMs + byMs }));
  return {
    ...profile,
    // A cycle has a place of its own in which it begins.
    ...(rateSteps !== undefined &&
      rateSteps.repeatMs === undefined && { rateSteps: { steps: steps(rateSteps.steps) } }),
    ...(delaySteps !== undefined && { delaySteps: steps(delaySteps) }),
    ...(lossSteps !== undefined && { lossSteps: steps(lossSteps) }),
    ...(blackouts !== undefined && { blackouts: spans(blackouts) }),
    ...(rateCaps !== undefined && { rateCaps: spans(rateCaps) }),
  };
}
