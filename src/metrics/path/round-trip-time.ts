// currentRoundTripTime of the candidate pair in use, one value per sample.
// Source: W3C webrtc-stats (s there, ms here). A value without a new response behind it is stale and left out.

import type { MeasuredPair } from '../../model/recording/measured-stats.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { sampledMetric } from '../series/sampled-metric.ts';
import { candidatePair } from '../series/stats-reports.ts';

export const roundTripTime = sampledMetric(
  {
    id: 'roundTripTime',
    label: { en: 'Round-trip time', zh: '往返延迟' },
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
  },
  {
    samplesOf: (viewer, take) => roundTrips(viewer, take),
    msOf: ({ roundTripMs }) => roundTripMs,
    reasonIfEmpty: () => 'no round trip was measured in the measured time',
  },
);

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
