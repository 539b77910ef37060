import type { Result } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { shownTake } from './shown-take.ts';

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
