import type { DeviceSample } from '../../model/recording/recorded-take.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { meanOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';

/** A sample covers the second before it; that second's middle decides which span it belongs to. */
const HALF_SECOND_MS = 500;

/**
 * Makes a metric of the mean of a field (0 to 1) in the samples of a viewer's limited device. `unobserved`: why there is no
 * data where no sample of the window has the field.
 */
export function deviceMetric(
  own: Omit<ValueMetric, 'unit' | 'shape' | 'errorLaw' | 'measure' | 'series'>,
  read: (sample: DeviceSample) => number | undefined,
  unobserved: string,
): ValueMetric {
  return {
    ...own,
    unit: 'fraction',
    shape: 'value',
    errorLaw: 'unknown',
    measure({ device }, take) {
      const window = measuredWindow(take);
      if (window === undefined) return noData('fraction', NO_WINDOW);
      if (device === undefined) return noData('fraction', 'nothing limits this viewer’s device');
      const mean = meanIn(device, window, read);
      return mean === undefined ? noData('fraction', unobserved) : singleValue('fraction', mean);
    },
    series({ device }, take) {
      return seriesOver(take, (second) => device && meanIn(device, second, read));
    },
  };
}

/** Returns the mean of a field over the samples of a span; undefined where none has it. */
function meanIn(
  samples: readonly DeviceSample[],
  span: Span,
  read: (sample: DeviceSample) => number | undefined,
): number | undefined {
  const inside = samplesIn(samples, { fromMs: span.fromMs + HALF_SECOND_MS, toMs: span.toMs + HALF_SECOND_MS });
  return meanOf(inside.flatMap((sample) => read(sample) ?? []));
}
