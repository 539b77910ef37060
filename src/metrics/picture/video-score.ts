// Video score: 1 to 5, what the clarity seen would score, less what stutter, a lower frame rate and delay take away.
// Source: ours, of published parts: see picture-score.ts. 1 for who saw nothing; no data where clarity is not judged.

import { firstSights } from '../frames/first-sights.ts';
import { framesSeenIn } from '../frames/frames-in.ts';
import { gapsOver } from '../freezes/stutter-metric.ts';
import { STUTTER_GAP_MS, stutterRate } from '../freezes/stutter-rate.ts';
import type { Metric } from '../metric.ts';
import { latency } from '../path/latency.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { overlapMs } from '../series/span.ts';
import { NO_WINDOW, noData, scoreOf } from '../series/values.ts';
import { clarity } from './clarity.ts';
import { pictureScore } from './picture-score.ts';

export const videoScore: Metric = {
  id: 'videoScore',
  label: 'Video score',
  labelZh: '视频评分',
  unit: 'score',
  shape: 'value',
  better: 'higher',
  definition:
    'What the clarity seen would score alone, 1 to 5, less the shares that stutter, a lower frame rate and latency take away.',
  source:
    'longhaul, of Zinner et al. 2010 (clarity), Hossfeld et al. 2013 (stalls), Q-STAR (frame rate), G.107 (delay)',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('score', NO_WINDOW);
    const windowMs = window.toMs - window.fromMs;
    const stalls = gapsOver(STUTTER_GAP_MS, viewer, take).map((gap) => overlapMs(gap, window));
    const stalledMs = stalls.reduce((sum, ms) => sum + ms, 0);
    const stutter = { metric: stutterRate.id, unit: stutterRate.unit, value: Math.min(1, stalledMs / windowMs) };
    const seen = framesSeenIn(firstSights(viewer.frames), window);
    if (seen === 0) return scoreOf(1, [stutter]);
    const [likeness, delay] = [clarity.measure(viewer, take), latency.measure(viewer, take)];
    if (likeness.type !== 'value')
      return noData('score', likeness.type === 'no-data' ? likeness.reason : 'the value could not be computed');
    if (delay.type !== 'distribution')
      return noData('score', delay.type === 'no-data' ? delay.reason : 'the value could not be computed');
    const { fps } = take.header.take.scenario.broadcast.video;
    const score = pictureScore({
      clarity: likeness.value,
      stallsPerMinute: (stalls.length * 60_000) / windowMs,
      meanStallMs: stalls.length === 0 ? 0 : stalledMs / stalls.length,
      frameShare: seen / ((Math.max(0, windowMs - stalledMs) / 1000) * fps),
      latencyMs: delay.p50,
    });
    return scoreOf(score, [
      { metric: clarity.id, unit: clarity.unit, value: likeness.value },
      stutter,
      { metric: 'frameRate', unit: 'fps', value: seen / (windowMs / 1000) },
      { metric: latency.id, unit: latency.unit, value: delay.p50 },
    ]);
  },
};
