import type { Span } from '../../../metrics/series/span.ts';
import type { Symptom } from './symptom.ts';

/** Longest time without a symptom within one incident, ms: a picture that stops again so soon has not recovered. Assumption. */
export const RECOVERED_MS = 1000;

/** Joins symptoms of one kind that come within `RECOVERED_MS` of each other; `isWorse` decides which value stays. */
export function joinNear(
  symptoms: readonly Symptom[],
  isWorse: (value: number, than: number) => boolean,
): readonly Symptom[] {
  const joined: Symptom[] = [];
  for (const next of symptoms) {
    const last = joined.at(-1);
    if (last === undefined || next.fromMs - last.toMs > RECOVERED_MS) {
      joined.push(next);
      continue;
    }
    const value = isWorse(next.value, last.value) ? next.value : last.value;
    joined[joined.length - 1] = {
      ...last,
      value,
      toMs: Math.max(last.toMs, next.toMs),
      times: last.times + next.times,
    };
  }
  return joined;
}

/** Cuts a gap at the window's edges; one without a beginning begins with the window. */
export function within(gap: Span, window: Span): Span {
  return { fromMs: Math.max(gap.fromMs, window.fromMs), toMs: Math.min(gap.toMs, window.toMs) };
}
