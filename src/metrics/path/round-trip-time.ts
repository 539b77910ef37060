// currentRoundTripTime of the candidate pair in use, one value per sample.
// Source: W3C webrtc-stats (s there, ms here). A value without a new response behind it is stale and left out.

import type { MeasuredPair } from '../../model/recording/measured-stats.ts';
import type { DistributionMetric } from '../metric.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { candidatePair } from '../series/stats-reports.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';

export const roundTripTime: DistributionMetric = {
  id: 'roundTripTime',
  label: { en: 'Round-trip time', zh: '往返延迟' },
  unit: 'ms',
  shape: 'distribution',
  better: 'lower',
  definition: {
    en: 'Round trip between the viewer and the origin, as its connectivity checks measure it.',
    zh: '观众与源站之间的往返延迟，由连通性检查测得。',
  },
  source: 'W3C webrtc-stats, candidate-pair currentRoundTripTime',
  sentence: 'plain',
  margin: 20,
  errorLaw: { p50: 0.24, p95: 0.21, p99: 0.21, max: 0.21, onlyWorse: true },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
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

const roundTrips = cachePerViewer((viewer): readonly RoundTrip[] => {
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
