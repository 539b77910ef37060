import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { type FrameFates, frameFates } from './frame-fates.ts';

export const NO_FRAMES = 'no frame was made in time to be judged';

export type Stage = Exclude<keyof FrameFates, 'doubt'>;

/** Makes a metric that counts how many frames of the measured time reached a stage of their path. */
export function frameCountMetric(
  words: Pick<ValueMetric, 'id' | 'label' | 'definition' | 'source'>,
  stage: Stage,
  reasonIfMissing: string,
): ValueMetric {
  return {
    ...words,
    unit: 'count',
    shape: 'value',
    better: 'neither',
    sentence: 'plain',
    margin: 'by-unit',
    errorLaw: 'unknown',
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
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

/**
 * Makes a metric of the share (0 to 1) of frames that reached stage `from` but not the later stage `to`. The denominator is the
 * number of frames that reached `of`, by default `from`.
 */
export function frameShareMetric(
  own: Omit<ValueMetric, 'unit' | 'shape' | 'better' | 'measure' | 'series'>,
  { from, to, of = from }: { readonly from: Stage; readonly to: Stage; readonly of?: Stage },
  reasonIfMissing: string,
): ValueMetric {
  return {
    ...own,
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
