import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { BASE_VARIANT } from '../../model/scenario/scenario.ts';
import { fill, plain, type Text, WORDS } from '../messages/words.ts';

/** Takes of the broadcast itself: they alone decide the rehearsal's outcome. All, where nothing is compared. */
export function baseTakes<T extends Pick<TakeResult, 'variant'>>(takes: readonly T[]): readonly T[] {
  return takes.filter(({ variant }) => variant === undefined || variant === BASE_VARIANT);
}

/** The take that a verdict of the rehearsal is from. */
export function takeOf({ takes }: Pick<Result, 'takes'>, { seed }: Pick<Verdict, 'seed'>): TakeResult | undefined {
  return baseTakes(takes).find((take) => take.seed === seed);
}

/** "seed 2", or "seed 2, low" where variants are compared. */
export function takeName({ seed, variant }: Pick<TakeResult, 'seed' | 'variant'>): Text {
  const name = fill(WORDS.seedOf, { seed });
  return variant === undefined
    ? name
    : fill({ en: '{name}, {variant}', zh: '{name}，{variant}' }, { name, variant: plain(variant) });
}

const WEIGHT: Record<VerdictOutcome, number> = { pass: 0, warn: 1, uncertain: 100, 'no-data': 1000, fail: 1_000_000 };

/** The take whose timelines are shown first: one that shares the rehearsal's outcome, with the most budgets missed. */
export function shownTake(result: Pick<Result, 'outcome' | 'takes'>): TakeResult | undefined {
  const badness = (take: TakeResult) => take.verdicts.reduce((sum, verdict) => sum + WEIGHT[verdict.outcome], 0);
  const takes = baseTakes(result.takes);
  const same = takes.filter((take) => take.outcome === result.outcome);
  const candidates = same.length > 0 ? same : takes;
  return [...candidates].sort((a, b) => badness(b) - badness(a))[0];
}

export interface ShownVerdicts {
  readonly verdicts: readonly Verdict[];
  /** False when no take is valid: the numbers help to find the cause, and neither pass nor fail. */
  readonly isJudged: boolean;
}

/** The rehearsal's verdicts; without any, the numbers of the take shown. */
export function shownVerdicts(result: Result): ShownVerdicts {
  if (result.verdicts.length > 0) return { verdicts: result.verdicts, isJudged: true };
  return { verdicts: shownTake(result)?.verdicts ?? [], isJudged: false };
}
