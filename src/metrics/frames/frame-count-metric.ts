import type { MetricInfo } from '../../model/result/metric.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { type FrameFates, frameFates } from './frame-fates.ts';

export const NO_FRAMES = 'no frame was made in time to be judged';

export type Stage = Exclude<keyof FrameFates, 'doubt'>;

type Words = Pick<MetricInfo, 'id' | 'label' | 'labelZh' | 'definition' | 'source'>;

/** How many frames of the measured time reached a stage of their way. */
export function frameCountMetric(words: Words, stage: Stage, reasonIfMissing: string): Metric {
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
      return count === undefined
        ? noData('count', fates.doubt ?? reasonIfMissing)
        : singleValue('count', Math.round(count));
    },
  };
}

/** Share of the frames that reached one stage and not a later one; of those that reached `of`, by default the one stage. */
export function frameShareMetric(
  words: Words,
  { from, to, of = from }: { readonly from: Stage; readonly to: Stage; readonly of?: Stage },
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
      const [before, after, all] = [fates[from], fates[to], fates[of]];
      if (before === undefined || after === undefined || all === undefined)
        return noData('fraction', fates.doubt ?? reasonIfMissing);
      return all > 0
        ? singleValue('fraction', Math.max(0, (before - after) / all))
        : noData('fraction', 'the encoder made no frame');
    },
  };
}
