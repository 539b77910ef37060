// Picture height: lines of the picture as it was decoded, averaged over the window by time.
// Source: ours; an encoder short of bitrate or CPU sends a smaller picture, which players blow up.
import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const pictureHeight: Metric = {
  id: 'pictureHeight',
  label: 'Picture height',
  labelZh: '画面高度',
  unit: 'px',
  shape: 'value',
  better: 'higher',
  definition: 'Lines of the picture as decoded, averaged over the measured time.',
  source: 'longhaul',
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
