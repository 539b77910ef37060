import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { observedUntilMs } from '../joining/observed-until.ts';
import type { Span } from '../series/span.ts';
import { inboundRtp } from '../series/stats-reports.ts';

export const NOBODY_LISTENED = 'the recording tells nothing of the sound';

/** Samples (48 kHz) played and not concealed, beyond which the listener should have heard something. */
const SAMPLES_OF_A_SECOND = 48_000;

/**
 * Returns the gaps in the sound that overlap the window, at their full length. The last ends with the first sound after it, or
 * where the viewer was last heard of; a viewer that has heard nothing before the window has been waiting since it joined.
 * Undefined when nobody listened: the recording predates listening, or the browser played sound of which its listener never
 * heard anything, which is the listener's fault.
 */
export function gapsInSound(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly Span[] | undefined {
  const hasHeard = (viewer.sound?.intervals.length ?? 0) > 0;
  if (!hasHeard && (take.publisher.marks.length === 0 || playedSound(viewer))) return undefined;
  const gaps: Span[] = [];
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const stretch of viewer.sound?.intervals ?? []) {
    if (stretch.fromMs > window.fromMs && fromMs < window.toMs) gaps.push({ fromMs, toMs: stretch.fromMs });
    fromMs = stretch.toMs;
    if (fromMs >= window.toMs) return gaps;
  }
  return [...gaps, { fromMs, toMs: observedUntilMs(viewer, window) }];
}

/** Returns whether the browser's last audio statistics count real sound as played. */
function playedSound({ stats }: RecordedViewer): boolean {
  const counts = stats.map(({ reports }) => inboundRtp(reports, 'audio')).findLast((audio) => audio !== undefined);
  const { totalSamplesReceived, concealedSamples } = counts ?? {};
  if (totalSamplesReceived === undefined || concealedSamples === undefined) return false;
  return totalSamplesReceived - concealedSamples > SAMPLES_OF_A_SECOND;
}
