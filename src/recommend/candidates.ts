import type { Standing, TriedRung } from '../model/result/recommendation.ts';
import type { Evidence } from './evidence.ts';
import { pairWithLightest } from './pair-with-lightest.ts';
import { isProven } from './sequential-test.ts';
import { type Ladder, standingOf, standingsOf, triedRungs } from './standings.ts';

/** Difference in clarity (SSIM) that nobody sees: below it, fewer bits are better. Assumption. */
const SAME_CLARITY = 0.003;
/** Takes of a rung after which a region that is still open is not worth more. */
const MOST_ON_ONE = 8;

/** Everything known so far. */
export interface Knowledge {
  readonly ladder: Ladder;
  readonly standings: readonly Standing[];
  readonly tried: readonly TriedRung[];
  /** Take of the lightest rung under a seed that another rung missed, without which the miss proves nothing; undefined if none is missing. */
  readonly unpaired: { readonly rung: string; readonly regions: readonly string[]; readonly seed: number } | undefined;
}

export function knowledgeOf(ladder: Ladder, evidence: readonly Evidence[]): Knowledge {
  const paired = pairWithLightest(ladder, evidence);
  return {
    ...{ ladder, standings: standingsOf(ladder, paired.evidence), tried: triedRungs(ladder, evidence) },
    unpaired: paired.unpaired,
  };
}

/** A rung that may still win for a group of regions, all of which have to be within. */
export interface Candidate {
  readonly rung: TriedRung;
  /** Whether it is within in every region of the group. */
  readonly isWithin: boolean;
  /** Whether that is certain enough, in every region, to advise it. */
  readonly isProven: boolean;
  /** Whether it had a valid take. */
  readonly isExplored: boolean;
}

export function candidatesOf({ standings, tried }: Knowledge, regions: readonly string[]): readonly Candidate[] {
  return tried.flatMap((rung) => {
    const own = regions.map((region) => standingOf(standings, rung.name, region));
    const isDead = own.some(
      (standing) => standing.state === 'beyond' || standing.state === 'ruled-out' || isExhausted(standing),
    );
    if (isDead || rung.unmeasurable !== undefined) return [];
    const isWithin = own.every(({ state }) => state === 'within');
    return [{ rung, isWithin, isProven: isWithin && own.every(isProven), isExplored: isExplored(rung) }];
  });
}

export function isExplored({ takes, invalidTakes }: TriedRung): boolean {
  return takes > invalidTakes;
}

export function isExhausted({ state, takes }: Standing): boolean {
  return state === 'open' && takes >= MOST_ON_ONE;
}

/** Returns whether a rung of the same codec, size and frame rate with more bits, which is clearer, was explored. */
export function isOutdone({ rung }: Candidate, candidates: readonly Candidate[]): boolean {
  return candidates.some(
    (other) =>
      other.isExplored && isSameButBits(other.rung, rung) && other.rung.video.bitrateBps > rung.video.bitrateBps,
  );
}

function isSameButBits({ video: a }: TriedRung, { video: b }: TriedRung): boolean {
  return a.codec === b.codec && a.width === b.width && a.height === b.height && a.fps === b.fps;
}

/** Returns the clearest candidate; among those that look the same, the one of fewest bits. Undefined without candidates. */
export function clearest(candidates: readonly Candidate[]): Candidate | undefined {
  const best = Math.max(...candidates.map(({ rung }) => clearness(rung)));
  return candidates
    .filter(({ rung }) => clearness(rung) >= best - SAME_CLARITY)
    .toSorted((a, b) => a.rung.video.bitrateBps - b.rung.video.bitrateBps)[0];
}

export function isClearer(a: TriedRung, b: TriedRung): boolean {
  return clearness(a) > clearness(b) + SAME_CLARITY;
}

/** Returns the clarity, or, where nothing can be compared (a clip), a substitute that grows with the bitrate in steps beyond SAME_CLARITY. */
function clearness({ clarity, video }: TriedRung): number {
  return clarity ?? video.bitrateBps / 1e6 - 1000;
}
