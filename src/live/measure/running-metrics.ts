import { audioConcealment } from '../../metrics/audio/audio-concealment.ts';
import { audioLag } from '../../metrics/audio/audio-lag.ts';
import { audioLatency } from '../../metrics/audio/audio-latency.ts';
import { audioLead } from '../../metrics/audio/audio-lead.ts';
import { audioStutterRate } from '../../metrics/audio/audio-stutter-rate.ts';
import { firstSights } from '../../metrics/frames/first-sights.ts';
import { frameRate } from '../../metrics/frames/frame-rate.ts';
import { framesIn } from '../../metrics/frames/frames-in.ts';
import { freezeRate } from '../../metrics/freezes/freeze-rate.ts';
import { stutterRate } from '../../metrics/freezes/stutter-rate.ts';
import { stutterRate200 } from '../../metrics/freezes/stutter-rate-200.ts';
import { stutterRate600 } from '../../metrics/freezes/stutter-rate-600.ts';
import type { Metric } from '../../metrics/metric.ts';
import { latency } from '../../metrics/path/latency.ts';
import { ownPacketsOfStep, VIDEO_PACKETS } from '../../metrics/path/own-losses.ts';
import { packetLoss } from '../../metrics/path/packet-loss.ts';
import { roundTripTime } from '../../metrics/path/round-trip-time.ts';
import { videoBitrate } from '../../metrics/path/video-bitrate.ts';
import { clarity } from '../../metrics/picture/clarity.ts';
import { clarityIn } from '../../metrics/picture/clarity-samples.ts';
import { counterSteps, stepAt } from '../../metrics/series/counters.ts';
import type { Span } from '../../metrics/series/span.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { type Running, RunningDistribution, RunningMean } from './running-value.ts';

/** One second of one viewer; `value` is the metric's own point of it. */
export interface ViewerSecond {
  readonly viewer: RecordedViewer;
  readonly take: RecordedTake;
  readonly span: Span;
  readonly value?: number;
}

/** A metric that can be computed as the take goes on, second by second, in bounded memory. */
export interface RunningMetric {
  readonly metric: Metric;
  readonly begin: () => Running;
  /** Adds what the second holds to what was measured before. */
  readonly add: (running: Running, second: ViewerSecond) => void;
}

const addValue: RunningMetric['add'] = (running, { value }) => {
  if (value !== undefined) running.add(value);
};
const mean = () => new RunningMean();
const distribution = () => new RunningDistribution();
/** Shares and rates of time: every second weighs the same. */
const meanOfSeconds = (metric: Metric): RunningMetric => ({ metric, begin: mean, add: addValue });
/** One value a second: a mark in the sound, a check of the connection. */
const onePerSecond = (metric: Metric): RunningMetric => ({ metric, begin: distribution, add: addValue });

/**
 * Budgets on these are held against the window so far; all others are judged at the end. In the report a metric measures the whole
 * window at once; here its seconds are added up: the tests hold one against the other.
 */
export const RUNNING_METRICS: readonly RunningMetric[] = [
  meanOfSeconds(stutterRate),
  meanOfSeconds(stutterRate200),
  meanOfSeconds(stutterRate600),
  meanOfSeconds(freezeRate),
  meanOfSeconds(frameRate),
  meanOfSeconds(videoBitrate),
  meanOfSeconds(audioStutterRate),
  // So many samples a second, whatever happens: their shares may be averaged.
  meanOfSeconds(audioConcealment),
  onePerSecond(audioLatency),
  onePerSecond(audioLead),
  onePerSecond(audioLag),
  onePerSecond(roundTripTime),
  {
    ...{ metric: latency, begin: distribution },
    add: (running, { viewer, span }) => {
      for (const ms of framesIn(firstSights(viewer.frames), span).latencyMs) running.add(ms);
    },
  },
  {
    ...{ metric: packetLoss, begin: mean },
    add: (running, { viewer, take, span }) => {
      const step = stepAt(counterSteps(viewer.stats, VIDEO_PACKETS), span);
      const packets = step && ownPacketsOfStep(viewer, take, step);
      const due = packets ? packets.lost + packets.received : 0;
      if (packets && due > 0) running.add(packets.lost / due, due);
    },
  },
  {
    ...{ metric: clarity, begin: mean },
    add: (running, { viewer, span }) => {
      for (const { ssim } of clarityIn(viewer, span)) running.add(ssim);
    },
  },
];

/** Returns the metric's point of the take's one second; undefined where that second has no data. */
export function valueOfSecond(metric: Metric, viewer: RecordedViewer, take: RecordedTake): number | undefined {
  if (metric.series !== undefined) return metric.series(viewer, take)[0]?.value;
  const value = metric.measure(viewer, take);
  return value.type === 'value' ? value.value : undefined;
}
