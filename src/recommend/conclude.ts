import type { Advice, Standing, StepUp, TriedRung } from '../model/result/recommendation.ts';
import { type Candidate, candidatesOf, clearest, isClearer, isOutdone, type Knowledge } from './candidates.ts';
import { notExcludedShare } from './sequential-test.ts';
import { standingOf } from './standings.ts';

/** Advises what to send to these regions together, by what is known now. */
export function conclude(knowledge: Knowledge, regions: readonly string[]): Advice {
  const candidates = candidatesOf(knowledge, regions);
  const best = clearest(candidates.filter((candidate) => candidate.isExplored));
  const isSettled = candidates.every((each) => each.isExplored || isOutdone(each, candidates));
  if (best?.isProven && isSettled) return adviceOf('proven', best, knowledge, regions);
  const likely =
    clearest(candidates.filter(({ isWithin }) => isWithin)) ??
    clearest(candidates.filter((each) => isPromising(each, knowledge, regions)));
  if (likely !== undefined) return adviceOf('likely', likely, knowledge, regions);
  const [lightest] = byBitrate(knowledge.tried);
  return { outcome: 'none', ...(lightest && { stepUp: stepTo(lightest, undefined, knowledge, regions) }) };
}

function isPromising({ rung }: Candidate, { standings }: Knowledge, regions: readonly string[]): boolean {
  const own = regions.map((region) => standingOf(standings, rung.name, region));
  return own.every(({ passes, fails }) => passes > 0 && fails === 0);
}

function adviceOf(
  outcome: 'proven' | 'likely',
  { rung }: Candidate,
  knowledge: Knowledge,
  regions: readonly string[],
): Advice {
  // A rung that nobody saw is assumed to be clearer if it has more bits.
  const isAbove = (other: TriedRung) =>
    other.clarity !== undefined && rung.clarity !== undefined
      ? isClearer(other, rung)
      : other.video.bitrateBps > rung.video.bitrateBps;
  const above = knowledge.tried.filter((other) => other.name !== rung.name && isAbove(other));
  const [next] = byBitrate(above);
  const own = regions.map((region) => standingOf(knowledge.standings, rung.name, region));
  const notExcluded = Math.max(...own.map(notExcludedShare));
  return {
    outcome,
    rung: rung.name,
    notExcludedShare: notExcluded,
    ...(next && { stepUp: stepTo(next, rung, knowledge, regions) }),
  };
}

function byBitrate(rungs: readonly TriedRung[]): readonly TriedRung[] {
  return rungs.toSorted((a, b) => a.video.bitrateBps - b.video.bitrateBps);
}

const WEIGHT: Record<Standing['state'], number> = { beyond: 3, 'ruled-out': 2, open: 1, within: 0 };

/** Explains why a rung is not the winner, by the region in which it most clearly fails. */
function stepTo(
  rung: TriedRung,
  from: TriedRung | undefined,
  { standings }: Knowledge,
  regions: readonly string[],
): StepUp {
  const own = regions.map((region) => standingOf(standings, rung.name, region));
  const [blocking] = own.toSorted((a, b) => WEIGHT[b.state] - WEIGHT[a.state] || b.fails - a.fails);
  const moreClarity =
    rung.clarity === undefined || from?.clarity === undefined ? undefined : rung.clarity - from.clarity;
  const common = {
    rung: rung.name,
    moreBps: rung.video.bitrateBps - (from?.video.bitrateBps ?? 0),
    ...(moreClarity !== undefined && { moreClarity }),
  };
  if (rung.unmeasurable !== undefined) return { ...common, why: 'unmeasurable' };
  if (blocking === undefined) return { ...common, why: 'open' };
  const { region, state, passes, fails, worst, ruledOutBy } = blocking;
  return {
    ...common,
    ...{ region, why: state === 'within' ? 'open' : state, fails, takes: passes + fails },
    ...(worst && { worst }),
    ...(ruledOutBy !== undefined && { ruledOutBy }),
  };
}
