import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import type { Span } from './span.ts';

export const NOBODY_LISTENED = 'the recording tells nothing of the sound';

/**
 * The stretches without sound that touch the window, closed at its end; a viewer that has heard nothing before the
 * window has been waiting since it joined. Undefined when the recording is older than such measuring.
 */
export function gapsInSound(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly Span[] | undefined {
  if (viewer.sound === undefined && take.publisher.marks.length === 0) return undefined;
  const gaps: Span[] = [];
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const stretch of viewer.sound?.stretches ?? []) {
    if (stretch.fromMs >= window.toMs) break;
    if (stretch.fromMs > window.fromMs) gaps.push({ fromMs, toMs: stretch.fromMs });
    fromMs = stretch.toMs;
  }
  return fromMs < window.toMs ? [...gaps, { fromMs, toMs: window.toMs }] : gaps;
}
