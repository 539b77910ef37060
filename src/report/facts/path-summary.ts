import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { meanLossFraction } from '../../model/scenario/mean-loss.ts';
import type { Direction, Segment } from '../../model/scenario/network.ts';

/** Properties of a whole path. */
export interface PathSummary {
  /** Delay of all segments in both directions: what a ping over the empty path would show, without jitter. */
  readonly roundTripMs: number;
  readonly out: DirectionSummary;
  readonly back: DirectionSummary;
}

export interface DirectionSummary {
  readonly delayMs: number;
  /** Mean over a long time, 0..1. */
  readonly lossFraction: number;
  /** Rate of the narrowest segment; undefined if none is limited. */
  readonly rateBps?: number;
}

/** Adds up the segments of a path: delays add, losses multiply, the narrowest rate holds. */
export function summarizePath(segments: readonly Segment[]): PathSummary {
  const out = summarizeDirection(segments, 'out');
  const back = summarizeDirection(segments, 'back');
  return { roundTripMs: out.delayMs + back.delayMs, out, back };
}

function summarizeDirection(segments: readonly Segment[], direction: Direction): DirectionSummary {
  const profiles: LinkProfile[] = segments.map((segment) => segment[direction]);
  const rates = profiles.flatMap(({ rateBps }) => (rateBps === undefined ? [] : [rateBps]));
  return {
    delayMs: profiles.reduce((sum, { delayMs }) => sum + delayMs, 0),
    lossFraction: 1 - profiles.reduce((kept, { loss }) => kept * (1 - meanLossFraction(loss)), 1),
    ...(rates.length > 0 && { rateBps: Math.min(...rates) }),
  };
}
