// Distance of sound before (+) or after (-) its picture, once a second.
// Source: ITU-R BT.1359-1, including its sign.

import { LAG, LEAD } from '../../model/recording/lip-sync.ts';
import type { DistributionMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';
import { avOffsets } from './av-offsets.ts';
import { NEVER_TOGETHER } from './offset-metric.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';

export const avOffset: DistributionMetric = {
  id: 'avOffset',
  label: { en: 'A/V offset', zh: '音画偏差' },
  unit: 'ms',
  shape: 'distribution',
  better: 'neither',
  definition: {
    en: 'How much sound comes before its picture (+) or after it (-): median latency of the frames seen within half a second of a mark, less the latency of the mark. Budgets name audioLead and audioLag.',
    zh: '声音比画面早（+）或晚（-）多少：标记前后半秒内所见帧延迟的中位数，减去该标记的延迟。上限用 audioLead 与 audioLag 设定。',
  },
  source: `ITU-R BT.1359-1 (detectable +${LEAD.detectableMs} / -${LAG.detectableMs} ms, acceptable +${LEAD.acceptableMs} / -${LAG.acceptableMs} ms)`,
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: { p50: 1.9, p95: 1.1, p99: 1.1, max: 1.1 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const offsets = samplesIn(avOffsets(viewer, take), window);
    return distributionOf(
      'ms',
      offsets.map(({ offsetMs }) => offsetMs),
      take.publisher.marks.length === 0 ? NOBODY_LISTENED : NEVER_TOGETHER,
    );
  },
  series(viewer, take) {
    const offsets = avOffsets(viewer, take);
    return seriesOver(take, (second) => medianOf(samplesIn(offsets, second).map(({ offsetMs }) => offsetMs)));
  },
};
