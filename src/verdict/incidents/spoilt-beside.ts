import { overlapMs, type Span, secondsOf } from '../../metrics/series/span.ts';
import type { SecondSignal, SpoiltSpan } from '../validity/signal.ts';
import type { Scene } from './scene.ts';

/** Time before a symptom in which the machine can have caused it: its counters are of whole seconds. */
const BEFORE_MS = 1000;

/** Returns the worst span in which a validity signal was beyond its bound right beside the incident. */
export function spoiltBeside(scene: Scene, signal: Pick<SecondSignal, 'spoiltSpans'>): SpoiltSpan | undefined {
  const near = nearOf(scene);
  return signal
    .spoiltSpans(scene.take, secondsOf(near))
    .filter((spoilt) => overlapMs(spoilt, near) > 0)
    .toSorted((a, b) => b.severity - a.severity)[0];
}

/** Returns the incident with the second before it. */
export function nearOf({ span }: Pick<Scene, 'span'>): Span {
  return { fromMs: span.fromMs - BEFORE_MS, toMs: span.toMs };
}
