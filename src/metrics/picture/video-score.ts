// The score (1 to 5) that the clarity seen would get, reduced by stutter, a lower frame rate and delay.
// Source: ours, from published parts; see picture-score.ts. A viewer that saw nothing scores 1; no data without clarity.

import { firstSights } from '../frames/first-sights.ts';
import { framesSeenIn } from '../frames/frames-in.ts';
import { gapsOver } from '../freezes/stutter-metric.ts';
import { STUTTER_GAP_MS, stutterRate } from '../freezes/stutter-rate.ts';
import type { ValueMetric } from '../metric.ts';
import { latency } from '../path/latency.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { overlapMs } from '../series/span.ts';
import { NO_WINDOW, noData, scoreOf } from '../series/values.ts';
import { clarity } from './clarity.ts';
import { pictureScore } from './picture-score.ts';

export const videoScore: ValueMetric = {
  id: 'videoScore',
  label: { en: 'Video score', zh: '视频评分' },
  unit: 'score',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'What the clarity seen would score alone, 1 to 5, less the shares that stutter, a lower frame rate and latency take away.',
    zh: '仅凭所见清晰度可得的分数（1 到 5），再按卡顿、帧率降低与延迟各自扣减。',
  },
  source:
    'longhaul, of Zinner et al. 2010 (clarity), Hossfeld et al. 2013 (stalls), Q-STAR (frame rate), G.107 (delay)',
  sentence: {
    en: 'the picture scores {actual} of 5 (at least {limit} wanted)',
    zh: '画面评分 {actual}（满分 5，下限 {limit}）',
  },
  margin: 'not-judged',
  errorLaw: { value: 0.011 },
  prominence: 'ordinary',
  evidence: ['skipped-frames'],
  improvesWithBitrate: true,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('score', NO_WINDOW);
    const windowMs = window.toMs - window.fromMs;
    const stalls = gapsOver(STUTTER_GAP_MS, viewer, take).map((gap) => overlapMs(gap, window));
    const stalledMs = stalls.reduce((sum, ms) => sum + ms, 0);
    const stutter = { metric: stutterRate.id, unit: stutterRate.unit, value: Math.min(1, stalledMs / windowMs) };
    const seen = framesSeenIn(firstSights(viewer.frames), window);
    if (seen === 0) return scoreOf(1, [stutter]);
    const [similarity, delay] = [clarity.measure(viewer, take), latency.measure(viewer, take)];
    if (similarity.type !== 'value')
      return noData('score', similarity.type === 'no-data' ? similarity.reason : 'the value could not be computed');
    if (delay.type !== 'distribution')
      return noData('score', delay.type === 'no-data' ? delay.reason : 'the value could not be computed');
    const { fps } = take.header.take.scenario.broadcast.video;
    const score = pictureScore({
      clarity: similarity.value,
      stallsPerMinute: (stalls.length * 60_000) / windowMs,
      meanStallMs: stalls.length === 0 ? 0 : stalledMs / stalls.length,
      frameShare: seen / ((Math.max(0, windowMs - stalledMs) / 1000) * fps),
      latencyMs: delay.p50,
    });
    return scoreOf(score, [
      { metric: clarity.id, unit: clarity.unit, value: similarity.value },
      stutter,
      { metric: 'frameRate', unit: 'fps', value: seen / (windowMs / 1000) },
      { metric: latency.id, unit: latency.unit, value: delay.p50 },
    ]);
  },
};
