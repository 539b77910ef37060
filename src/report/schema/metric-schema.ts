import { z } from 'zod';

export const metricId = z.string();
export const unit = z
  .enum(['ms', 'fps', 'fraction', 'bps', 'count', 'px', 'dB', 'dBPerMbps', 'similarity', 'score'])
  .describe('fraction: 0..1; bps: bit/s; px: pixels; similarity: up to 1; score: 1..5');
export const statistic = z.enum(['value', 'p50', 'p95', 'p99', 'max']);

export const metricValue = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('value'),
        unit,
        value: z.number().describe('In `unit`'),
        madeOf: z
          .array(
            z.object({
              metric: metricId.describe('Metric id'),
              unit,
              value: z.number().describe('In `unit`; of a distribution its median'),
            }),
          )
          .exactOptional()
          .describe('Of scores: the numbers they are made of'),
      })
      .describe('One number'),
    z
      .object({
        type: z.literal('distribution'),
        unit,
        count: z.int().nonnegative().describe('How many values it is made of'),
        p50: z.number().describe('Median'),
        p95: z.number().describe('95th percentile'),
        p99: z.number().describe('99th percentile'),
        max: z.number().describe('Largest'),
      })
      .describe('Percentiles of many values'),
    z
      .object({ type: z.literal('no-data'), unit, reason: z.string().describe('Why it is missing') })
      .describe('Missing'),
  ])
  .describe('A number, percentiles, or no data with the reason');

export const seriesPoint = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    value: z.number().exactOptional().describe('In the metric’s unit; absent where that second has no data'),
  })
  .describe('One second of a metric');

export const metricInfo = z
  .object({
    id: metricId.describe('"latency", "stutterRate"'),
    label: z.string().describe('English name'),
    labelZh: z.string().describe('Chinese name'),
    unit: unit.describe('Of all its values'),
    shape: z.enum(['value', 'distribution']).describe('Whether a viewer has one number or percentiles'),
    better: z.enum(['lower', 'higher', 'neither']).describe('Which way is better'),
    definition: z.string().describe('What is counted, in English'),
    source: z.string().describe('Whose definition it is'),
  })
  .describe('What a metric is');
