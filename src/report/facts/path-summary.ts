import type { LinkProfile, Loss } from '../../model/scenario/link-profile.ts';
import type { Direction, Segment } from '../../model/scenario/network.ts';

export interface PathSummary {
  /** Both directions of all segments added up: what a ping over the empty path would show, without jitter. */
  readonly roundTripMs: number;
  readonly out: DirectionSummary;
  readonly back: DirectionSummary;
}

export interface DirectionSummary {
  readonly delayMs: number;
  /** Mean over a long time, 0..1. */
  readonly lossFraction: number;
  /** The narrowest segment; undefined when none is limited. */
  readonly rateBps?: number;
}

/** Share of packets a loss takes in the long run, 0..1. */
export function meanLossFraction(loss: Loss): number {
  switch (loss.type) {
    case 'none':
      return 0;
    case 'random':
      return loss.lossFraction;
    case 'gilbert-elliott': {
      // Stationary share of time in the bad state: p / (p + r). With p = r = 0 the chain never leaves its start, good.
      const bad = loss.p + loss.r === 0 ? 0 : loss.p / (loss.p + loss.r);
      return bad * loss.lossInBad + (1 - bad) * loss.lossInGood;
    }
  }
}

/** What a whole path asks of a packet: delays add, losses multiply, the narrowest rate holds. */
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
