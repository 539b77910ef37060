import { type LatencyStage, stageMetricId } from '../../model/result/latency-stages.ts';
import type { DistributionMetric } from '../metric.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';
import { type StagedFrames, stagedFrames } from './staged-frames.ts';

type StageWords = Pick<DistributionMetric, 'label' | 'definition' | 'source'>;

/** Creates the metric of one stage: its distribution over the sampled frames seen in the window, its median a second. */
export function stageMetric(stage: LatencyStage, words: StageWords): DistributionMetric {
  return {
    id: stageMetricId(stage),
    ...words,
    unit: 'ms',
    shape: 'distribution',
    better: 'lower',
    sentence: 'plain',
    margin: 'by-unit',
    errorLaw: 'unknown',
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
    measure(viewer, take) {
      const window = measuredWindow(take);
      if (window === undefined) return noData('ms', NO_WINDOW);
      const frames = stagedFrames(viewer, take);
      if (frames.type === 'no-data') return noData('ms', frames.reason);
      return distributionOf('ms', stageIn(frames, stage, window), 'no sampled frame was seen in the measured time');
    },
    series(viewer, take) {
      const frames = stagedFrames(viewer, take);
      return seriesOver(take, (second) =>
        frames.type === 'no-data' ? undefined : medianOf(stageIn(frames, stage, second)),
      );
    },
  };
}

/** Returns the durations of the frames seen within a span, without those whose stage is unknown. */
function stageIn({ seenMs, stagesMs }: StagedFrames, stage: LatencyStage, span: Span): Float64Array {
  const placeOf = (ms: number) => firstAtOrAfter(seenMs.length, (at) => seenMs[at] ?? Number.NaN, ms);
  return stagesMs[stage].subarray(placeOf(span.fromMs), placeOf(span.toMs)).filter(Number.isFinite);
}
