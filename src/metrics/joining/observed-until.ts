import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Span } from '../series/span.ts';

/** Returns until when it is known what a viewer saw and heard: its last sample after the window's end, else that end (ms). */
export function observedUntilMs({ timers }: RecordedViewer, window: Span): number {
  return Math.max(window.toMs, timers.at(-1)?.atMs ?? window.toMs);
}
