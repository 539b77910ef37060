// Lines of the decoded picture, time-weighted over the window.
// Source: ours; an encoder short of bitrate or CPU sends a smaller picture, which players scale up.

import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const pictureHeight: ValueMetric = {
  id: 'pictureHeight',
  label: { en: 'Picture height', zh: '画面高度' },
  unit: 'px',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'Lines of the picture as decoded, averaged over the measured time.',
    zh: '解码画面的行数，按测量时段内的时间取平均。',
  },
  source: 'longhaul',
  sentence: {
    en: 'the picture comes with {actual} (at least {limit} wanted)',
    zh: '画面高度为 {actual}（下限 {limit}）',
  },
  margin: 'not-judged',
  errorLaw: { value: 0 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: true,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('px', NO_WINDOW);
    const height = meanHeight(viewer, window);
    return height === undefined ? noData('px', 'no picture size was noted') : singleValue('px', height);
  },
  series: (viewer, take) => seriesOver(take, (second) => meanHeight(viewer, second)),
};

function meanHeight({ sizes = [] }: RecordedViewer, span: Span): number | undefined {
  let [sum, coveredMs] = [0, 0];
  for (const [i, { atMs, height }] of sizes.entries()) {
    const ms = overlapMs({ fromMs: atMs, toMs: sizes[i + 1]?.atMs ?? Number.POSITIVE_INFINITY }, span);
    sum += height * ms;
    coveredMs += ms;
  }
  return coveredMs > 0 ? sum / coveredMs : undefined;
}
