import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { asPlayed } from '../../model/scenario/as-played.ts';
import { BASE_VARIANT } from '../../model/scenario/scenario.ts';
import { COMMA, fill, joinTexts, plain, type Text, WORDS } from '../messages/words.ts';

/** Returns the takes of the broadcast itself, which alone decide the rehearsal's outcome; all takes where nothing is compared. */
export function baseTakes<T extends Pick<TakeResult, 'variant'>>(takes: readonly T[]): readonly T[] {
  return takes.filter(({ variant }) => variant === undefined || variant === BASE_VARIANT);
}

/** Returns the takes whose numbers are shown: the valid ones, or all where none is. */
export function countedTakes<T extends Pick<TakeResult, 'outcome'>>(takes: readonly T[]): readonly T[] {
  const valid = takes.filter(({ outcome }) => outcome !== 'invalid');
  return valid.length > 0 ? valid : takes;
}

/** Returns how many viewers a region had in the take with most: more than seats, where some left and others came. */
export function mostViewers(takes: readonly TakeResult[], region: string): number {
  return Math.max(0, ...takes.map(({ viewers }) => viewers.filter((viewer) => viewer.region === region).length));
}

/** Finds the take that a verdict of the rehearsal is from. */
export function takeOf({ takes }: Pick<Result, 'takes'>, { seed }: Pick<Verdict, 'seed'>): TakeResult | undefined {
  return baseTakes(takes).find((take) => take.seed === seed);
}

/** Returns a rehearsal with the scenario as a take played it: a variant sends something else, maybe over other lines. */
export function asPlayedIn(result: Result, { variant }: Pick<TakeResult, 'variant'>): Result {
  const own = result.scenario.variants?.find(({ name }) => name === variant);
  return own === undefined ? result : { ...result, scenario: asPlayed(result.scenario, own) };
}

/** Returns "seed 2", or "seed 2, low" where variants are compared. */
export function takeName({ seed, variant }: Pick<TakeResult, 'seed' | 'variant'>): Text {
  const name = fill(WORDS.seedOf, { seed });
  return variant === undefined ? name : joinTexts([name, plain(variant)], COMMA);
}

/** Weight of a verdict in choosing the take that is shown first. */
const WEIGHT: Record<VerdictOutcome, number> = { pass: 0, warn: 1, uncertain: 100, 'no-data': 1000, fail: 1_000_000 };

/** Returns the take whose timelines are shown first: one with the rehearsal's outcome and the most budgets missed. */
export function shownTake(result: Pick<Result, 'outcome' | 'takes'>): TakeResult | undefined {
  const badness = (take: TakeResult) => take.verdicts.reduce((sum, verdict) => sum + WEIGHT[verdict.outcome], 0);
  const takes = baseTakes(result.takes);
  const same = takes.filter((take) => take.outcome === result.outcome);
  const candidates = same.length > 0 ? same : takes;
  return [...candidates].sort((a, b) => badness(b) - badness(a))[0];
}

/** Verdicts to show, and whether they count. */
export interface ShownVerdicts {
  readonly verdicts: readonly Verdict[];
  /** False if no take is valid: the numbers help to find the cause, but neither pass nor fail. */
  readonly isJudged: boolean;
}

/** Returns the rehearsal's verdicts; if it has none, the numbers of the take shown. */
export function shownVerdicts(result: Result): ShownVerdicts {
  if (result.verdicts.length > 0) return { verdicts: result.verdicts, isJudged: true };
  return { verdicts: shownTake(result)?.verdicts ?? [], isJudged: false };
}
