import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { DistributionMetric } from '../metric.ts';
import { measuredWindow } from './measured-window.ts';
import { samplesIn } from './samples-in.ts';
import { seriesOver } from './series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from './values.ts';

export type OwnProperties = Omit<DistributionMetric, 'unit' | 'shape' | 'measure' | 'series'>;

export interface Sampled<S> {
  /** Returns all samples of a viewer, in order of time. */
  readonly samplesOf: (viewer: RecordedViewer, take: RecordedTake) => readonly S[];
  /** Returns the value of a sample, ms. */
  readonly msOf: (sample: S) => number;
  /** Returns why a window has no sample. */
  readonly reasonIfEmpty: (take: RecordedTake) => string;
}

/** Makes a metric, ms, of samples that each have a value: their distribution over the window, and their median second by second. */
export function sampledMetric<S extends { readonly atMs: number }>(
  own: OwnProperties,
  { samplesOf, msOf, reasonIfEmpty }: Sampled<S>,
): DistributionMetric {
  return {
    ...own,
    unit: 'ms',
    shape: 'distribution',
    measure(viewer, take) {
      const window = measuredWindow(take);
      if (window === undefined) return noData('ms', NO_WINDOW);
      return distributionOf('ms', samplesIn(samplesOf(viewer, take), window).map(msOf), reasonIfEmpty(take));
    },
    series(viewer, take) {
      const samples = samplesOf(viewer, take);
      return seriesOver(take, (second) => medianOf(samplesIn(samples, second).map(msOf)));
    },
  };
}
