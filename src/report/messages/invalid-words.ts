import type { InvalidReason } from '../../model/result/verdict.ts';
import { JUDGEMENT_FAULTS } from '../../verdict/judgement-faults.ts';
import { BEFORE_WINDOW } from '../../verdict/validity/check-validity.ts';
import type { Fault } from '../../verdict/validity/fault.ts';
import { SIGNALS } from '../../verdict/validity/registry.ts';
import { type ViewedRegion, withViewerNames } from '../text/names.ts';
import { evidenceText } from './evidence-phrases.ts';
import { RETIRED_SIGNALS } from './retired-signals.ts';
import type { Text } from './words.ts';

export interface InvalidReasonText {
  readonly title: Text;
  /** The reason with its numbers; undefined if the title is that already. */
  readonly detail?: Text;
  readonly advice: Text;
}

/** Returns the record behind a reason's signal, in the window or before it; undefined for a signal of another version. */
export function faultOf(signal: string): Fault | undefined {
  const id = signal.endsWith(BEFORE_WINDOW) ? signal.slice(0, -BEFORE_WINDOW.length) : signal;
  const faults: readonly Fault[] = [...Object.values(SIGNALS), ...Object.values(JUDGEMENT_FAULTS), ...RETIRED_SIGNALS];
  return faults.find((fault) => fault.id === id);
}

/** Puts a reason into both languages, with the names of viewers; an unknown signal keeps its own English. */
export function invalidReasonText(
  { signal, reason, advice }: InvalidReason,
  regions: readonly ViewedRegion[] = [],
): InvalidReasonText {
  const fault = faultOf(signal);
  if (fault === undefined) return { title: { en: reason, zh: reason }, advice: { en: advice, zh: advice } };
  return {
    title: fault.title,
    detail: withViewerNames(evidenceText(reason), regions),
    advice: { en: advice, zh: fault.advice.zh },
  };
}
