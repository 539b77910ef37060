// Device at its limit: of the scheduling periods in which the viewer's browser wanted to run, those in which its device's
// share of the CPU was used up; mean over the seconds of the window. Source: Linux control groups, cpu.stat.
import type { DeviceSample } from '../../model/recording/recorded-take.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const deviceThrottled: Metric = {
  id: 'deviceThrottled',
  label: 'Device at its limit',
  labelZh: '设备满负荷',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition:
    'Share of the time in which the viewer’s device had used up its CPU and had to wait. High with a clean network: the device is the limit, not the network.',
  source: 'Linux control groups, cpu.stat nr_throttled and nr_periods',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    if (viewer.device === undefined) return noData('fraction', 'nothing limits this viewer’s device');
    const share = meanIn(viewer.device, window);
    return share === undefined
      ? noData('fraction', 'the device was not observed in the measured time')
      : singleValue('fraction', share);
  },
  series(viewer, take) {
    const { device } = viewer;
    return seriesOver(take, (second) => device && meanIn(device, second));
  },
};

/** A sample tells of the second before it: its middle decides where that belongs. */
const HALF_SECOND_MS = 500;

function meanIn(samples: readonly DeviceSample[], span: Span): number | undefined {
  const inside = samplesIn(samples, { fromMs: span.fromMs + HALF_SECOND_MS, toMs: span.toMs + HALF_SECOND_MS });
  if (inside.length === 0) return undefined;
  return inside.reduce((sum, { throttledFraction }) => sum + throttledFraction, 0) / inside.length;
}
