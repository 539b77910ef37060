import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Span } from '../series/span.ts';

/** Until when it is known what a viewer saw and heard: its last word, which comes after the window's end; that end where none came. */
export function observedUntilMs({ timers }: RecordedViewer, window: Span): number {
  return Math.max(window.toMs, timers.at(-1)?.atMs ?? window.toMs);
}
