import type { ValueMetric } from '../src/metrics/metric.ts';
import { singleValue } from '../src/metrics/series/values.ts';

/** A metric that does not exist, complete in every property. */
export const madeUpRate: ValueMetric = {
  id: 'madeUpRate',
  label: { en: 'Made-up rate', zh: '虚构比率' },
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: { en: 'Share of the measured time that was made up.', zh: '测量时段中虚构时间所占比例。' },
  source: 'nobody',
  sentence: { en: '{actual} of it is made up (limit {limit})', zh: '其中 {actual} 是虚构的（上限 {limit}）' },
  margin: 0.125,
  errorLaw: { value: 0.5 },
  prominence: 0,
  evidence: [],
  improvesWithBitrate: true,
  defaultBudget: {
    statistic: 'value',
    ready: { comparison: '<=', limit: 0.25 },
    warn: { comparison: '<=', limit: 0.5 },
    holdsForForeignStreams: true,
  },
  measure: () => singleValue('fraction', 0.75),
};
