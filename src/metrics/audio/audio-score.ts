// Mean opinion score of the sound by the E-model, from its latency and from what was concealed or missing.
// Source: ITU-T G.107; see e-model.ts. Loss is the greater of concealment and audio stutter; a viewer that heard nothing scores 1.

import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { MetricValue, ScorePart } from '../../model/result/metric.ts';
import type { ValueMetric } from '../metric.ts';
import { type CounterQuery, countedIn } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { noData, scoreOf } from '../series/values.ts';
import { audioConcealment } from './audio-concealment.ts';
import { audioLatency } from './audio-latency.ts';
import { audioStutterRate } from './audio-stutter-rate.ts';
import { CODEC_BPL, CODEC_IE, DEFAULT_R, speechScore } from './e-model.ts';

/** Samples per packet of Opus in WebRTC: 20 ms at 48 kHz. */
const PACKET_SAMPLES = 960;

const CONCEALED: CounterQuery<'concealedSamples' | 'concealmentEvents' | 'totalSamplesReceived'> = {
  fields: ['concealedSamples', 'concealmentEvents', 'totalSamplesReceived'],
  rising: 'totalSamplesReceived',
  select: (reports) => inboundRtp(reports, 'audio'),
};

export const audioScore: ValueMetric = {
  id: 'audioScore',
  label: { en: 'Audio score', zh: '音频评分' },
  unit: 'score',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'Mean opinion score of the sound by the E-model, 1 to 4.4, from the median audio latency and the greater of audio concealment and audio stutter rate.',
    zh: '按 E-model 计算的声音平均主观评分（1 到 4.4），依据音频延迟中位数，以及补偿率与音频卡顿率中较大者。',
  },
  source: `ITU-T G.107 (R = ${DEFAULT_R} - Id - Ie,eff; Ie ${CODEC_IE}, Bpl ${CODEC_BPL})`,
  sentence: {
    en: 'the sound scores {actual} of 4.4 (at least {limit} wanted)',
    zh: '声音评分 {actual}（满分 4.4，下限 {limit}）',
  },
  margin: 'not-judged',
  errorLaw: { value: 0.014, onlyWorse: true },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const stutter = audioStutterRate.measure(viewer, take);
    if (stutter.type !== 'value') return missing(stutter);
    const silence = part('audioStutterRate', stutter.unit, stutter.value);
    if (stutter.value >= 1) return scoreOf(1, [silence]);
    const latency = audioLatency.measure(viewer, take);
    if (latency.type !== 'distribution') return missing(latency);
    const concealed = audioConcealment.measure(viewer, take);
    if (concealed.type !== 'value') return missing(concealed);
    const lossFraction = Math.max(concealed.value, stutter.value);
    return scoreOf(speechScore(latency.p50, lossFraction, burstRatio(viewer, take, lossFraction)), [
      part('audioLatency', 'ms', latency.p50),
      part('audioConcealment', concealed.unit, concealed.value),
      silence,
    ]);
  },
};

/** Returns the mean length of a concealed run, in packets, over that of random losses of the same share; at least 1. */
function burstRatio(viewer: RecordedViewer, take: RecordedTake, lossFraction: number): number {
  const window = measuredWindow(take);
  const total = window && countedIn(viewer.stats, CONCEALED, window);
  if (total?.type !== 'total' || total.counted.concealmentEvents <= 0) return 1;
  const { concealedSamples, concealmentEvents } = total.counted;
  return Math.max(1, (concealedSamples / concealmentEvents / PACKET_SAMPLES) * (1 - lossFraction));
}

function part(metric: string, unit: ScorePart['unit'], value: number): ScorePart {
  return { metric, unit, value };
}

function missing(value: MetricValue): MetricValue {
  return noData('score', value.type === 'no-data' ? value.reason : 'the value could not be computed');
}
