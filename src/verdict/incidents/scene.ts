import { overlapMs, type Span, secondsOf } from '../../metrics/series/span.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Symptom } from './symptoms/symptom.ts';

/** One viewer's incident with all that a cause may look at. Times are wall time. */
export interface Scene {
  readonly take: RecordedTake;
  readonly viewer: RecordedViewer;
  /** The symptoms' time. */
  readonly span: Span;
  /** Time in which causes are sought: a while before the symptoms, to their end. */
  readonly sought: Span;
  readonly symptoms: readonly Symptom[];
  /** Whole seconds away from every incident of this viewer: what stands there as well is no cause. */
  readonly quiet: readonly Span[];
}

/** Time before a symptom in which its cause is sought: buffered frames are shown first, and lost packets are requested again. */
export const LEAD_MS = 2000;
/** With fewer quiet seconds there is nothing to compare with. */
const ENOUGH_QUIET = 4;

/** Sets the scene of each group of a viewer's symptoms. */
export function scenesOf(
  take: RecordedTake,
  viewer: RecordedViewer,
  window: Span,
  groups: readonly (readonly Symptom[])[],
): readonly Scene[] {
  const spans = groups.map((symptoms) => ({
    fromMs: Math.min(...symptoms.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...symptoms.map(({ toMs }) => toMs)),
  }));
  const soughtOf = ({ fromMs, toMs }: Span) => ({ fromMs: fromMs - LEAD_MS, toMs });
  const seconds = secondsOf(window).filter(
    (second) => !spans.some((span) => overlapMs(soughtOf(span), second) > 0 || overlapMs(afterwards(span), second) > 0),
  );
  const quiet = seconds.length < ENOUGH_QUIET ? [] : seconds;
  return groups.flatMap((symptoms, i) => {
    const span = spans[i];
    return span === undefined ? [] : [{ take, viewer, span, sought: soughtOf(span), symptoms, quiet }];
  });
}

/** Returns the second after an incident, in which counters of its last second may still be written. */
function afterwards({ toMs }: Span): Span {
  return { fromMs: toMs, toMs: toMs + 1000 };
}

/** Returns the longest gap of the picture or the sound, ms; 0 without one. */
export function longestGapMs({ symptoms }: Pick<Scene, 'symptoms'>): number {
  return Math.max(
    0,
    ...symptoms.flatMap(({ kind, value }) => (kind === 'stutter' || kind === 'sound-gap' ? value : [])),
  );
}

/** Returns how far the latency rose above the usual, ms; 0 without a jump. */
export function latencyRiseMs({ symptoms }: Pick<Scene, 'symptoms'>): number {
  return Math.max(
    0,
    ...symptoms.flatMap(({ kind, value, usual }) => (kind === 'latency' && usual !== undefined ? value - usual : [])),
  );
}
