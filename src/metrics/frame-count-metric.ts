import type { MetricInfo } from '../model/metric.ts';
import { type FrameFates, frameFates } from './frame-fates.ts';
import { measuredWindow } from './measured-window.ts';
import type { Metric } from './metric.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

export const NO_FRAMES = 'no frame was made in time to be judged';

type Words = Pick<MetricInfo, 'id' | 'label' | 'labelZh' | 'definition' | 'source'>;

/** How many frames of the measured time reached a stage of their way. */
export function frameCountMetric(words: Words, stage: keyof FrameFates, reasonIfMissing: string): Metric {
  return {
    ...words,
    unit: 'count',
    shape: 'value',
    better: 'neither',
    measure(viewer, take) {
      if (measuredWindow(take) === undefined) return noData('count', NO_WINDOW);
      const fates = frameFates(viewer, take);
      if (fates === undefined) return noData('count', NO_FRAMES);
      const count = fates[stage];
      return count === undefined ? noData('count', reasonIfMissing) : singleValue('count', Math.round(count));
    },
  };
}

/** Share of the frames that reached one stage and not the next. */
export function frameShareMetric(
  words: Words,
  from: keyof FrameFates,
  to: keyof FrameFates,
  reasonIfMissing: string,
): Metric {
  return {
    ...words,
    unit: 'fraction',
    shape: 'value',
    better: 'lower',
    measure(viewer, take) {
      if (measuredWindow(take) === undefined) return noData('fraction', NO_WINDOW);
      const fates = frameFates(viewer, take);
      if (fates === undefined) return noData('fraction', NO_FRAMES);
      const [before, after] = [fates[from], fates[to]];
      if (before === undefined || after === undefined) return noData('fraction', reasonIfMissing);
      return before > 0
        ? singleValue('fraction', Math.max(0, 1 - after / before))
        : noData('fraction', 'the encoder made no frame');
    },
  };
}
