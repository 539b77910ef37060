import { type Candidate, candidatesOf, clearest, isExhausted, isOutdone, type Knowledge } from './candidates.ts';
import { isProven } from './sequential-test.ts';
import { standingOf } from './standings.ts';

export interface NextTake {
  readonly rung: string;
  /** Regions whose viewers it needs; where the rung is decided, viewers would cost CPU and prove nothing. */
  readonly regions: readonly string[];
  /** The one seed to use, where it is to show what another rung's miss under that seed was worth. */
  readonly seed?: number;
}

/**
 * Returns the take that helps most; undefined when everything is known. First every rung that may win is played once, starting from
 * the middle of the bitrates, so that one clear miss rules out the most. Then the clearest rung left is proven, for each region and
 * for all together; if it fails, the next one.
 */
export function nextTake(knowledge: Knowledge): NextTake | undefined {
  if (knowledge.unpaired !== undefined) return knowledge.unpaired;
  const { regions } = knowledge.ladder;
  const targets = [regions, ...regions.map((region) => [region])];
  const states = targets.map((target) => {
    const candidates = candidatesOf(knowledge, target);
    return { candidates, unseen: candidates.filter((each) => !each.isExplored && !isOutdone(each, candidates)) };
  });
  const unseen = middleOf(states.flatMap((state) => state.unseen));
  if (unseen !== undefined) return takeOf(unseen, knowledge);
  const wanted = states.flatMap(({ candidates }) => {
    const best = clearest(candidates);
    return best === undefined || best.isProven ? [] : [best];
  });
  return takeOf(mostWanted(wanted), knowledge);
}

function takeOf(candidate: Candidate | undefined, { ladder, standings }: Knowledge): NextTake | undefined {
  if (candidate === undefined) return undefined;
  const { name } = candidate.rung;
  const regions = ladder.regions.filter((region) => {
    const standing = standingOf(standings, name, region);
    return standing.state === 'within' ? !isProven(standing) : standing.state === 'open' && !isExhausted(standing);
  });
  return regions.length === 0 ? undefined : { rung: name, regions };
}

function middleOf(candidates: readonly Candidate[]): Candidate | undefined {
  const byName = new Map(candidates.map((each) => [each.rung.name, each]));
  const sorted = [...byName.values()].toSorted((a, b) => a.rung.video.bitrateBps - b.rung.video.bitrateBps);
  return sorted[sorted.length >> 1];
}

/** Returns the candidate wanted by most targets; among equals the first, which is for all regions together if it is one of them. */
function mostWanted(wanted: readonly Candidate[]): Candidate | undefined {
  const count = ({ rung }: Candidate) => wanted.filter((other) => other.rung.name === rung.name).length;
  return wanted.toSorted((a, b) => count(b) - count(a))[0];
}
