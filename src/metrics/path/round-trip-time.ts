// Round-trip time between viewer and origin: currentRoundTripTime of the candidate pair in use, one value a sample.
// Source: W3C webrtc-stats (s there, ms here). A value that no new response stands behind is old and left out.
import type { MeasuredPair } from '../../model/recording/measured-stats.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { onceAViewer } from '../series/once-a-viewer.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { candidatePair } from '../series/stats-reports.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';

export const roundTripTime: Metric = {
  id: 'roundTripTime',
  label: 'Round-trip time',
  labelZh: '往返时延',
  unit: 'ms',
  shape: 'distribution',
  better: 'lower',
  definition: 'Round trip between the viewer and the origin, as its connectivity checks measure it.',
  source: 'W3C webrtc-stats, candidate-pair currentRoundTripTime',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const values = samplesIn(roundTrips(viewer, take), window);
    return distributionOf(
      'ms',
      values.map(({ roundTripMs }) => roundTripMs),
      'no round trip was measured in the measured time',
    );
  },
  series(viewer, take) {
    const all = roundTrips(viewer, take);
    return seriesOver(take, (second) => medianOf(samplesIn(all, second).map(({ roundTripMs }) => roundTripMs)));
  },
};

interface RoundTrip {
  readonly atMs: number;
  readonly roundTripMs: number;
}

const roundTrips = onceAViewer((viewer): readonly RoundTrip[] => {
  const found: RoundTrip[] = [];
  let before: MeasuredPair | undefined;
  for (const { atMs, reports } of viewer.stats) {
    const pair = candidatePair(reports);
    const isOld =
      pair?.responsesReceived !== undefined &&
      before?.id === pair.id &&
      before.responsesReceived === pair.responsesReceived;
    if (pair?.currentRoundTripTime !== undefined && !isOld)
      found.push({ atMs, roundTripMs: pair.currentRoundTripTime * 1000 });
    before = pair;
  }
  return found;
});
