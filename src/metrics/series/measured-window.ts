import type { RecordedTake } from '../../model/recording/recorded-take.ts';
import type { Span } from './span.ts';

/**
 * Returns the part of the measured window that the recording covers; undefined if the window never opened. A recording cut short
 * is invalid anyway (verdict/validity), but what it does show should not be diluted by seconds that nobody observed.
 */
export function measuredWindow(take: Pick<RecordedTake, 'window' | 'lastAtMs'>): Span | undefined {
  if (take.window === undefined) return undefined;
  const { fromMs } = take.window;
  const toMs = Math.min(take.window.toMs, take.lastAtMs);
  return toMs > fromMs ? { fromMs, toMs } : undefined;
}
