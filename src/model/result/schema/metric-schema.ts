import { z } from 'zod';

export const metricIdSchema = z.string();

/** Canonical units, in which every number of a metric is written. */
export const unitSchema = z
  .enum(['ms', 'fps', 'fraction', 'bps', 'count', 'px', 'dB', 'dBPerMbps', 'similarity', 'score'])
  .describe('fraction: 0..1; bps: bit/s; px: pixels; similarity: up to 1; score: 1..5');

/** `value` for metrics that are one number, percentiles for distributions. */
export const statisticSchema = z.enum(['value', 'p50', 'p95', 'p99', 'max']);

export const scorePartSchema = z.object({
  metric: metricIdSchema.describe('Metric id'),
  unit: unitSchema,
  value: z.number().describe('In `unit`; for a distribution its median'),
});

export const metricValueSchema = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('value'),
        unit: unitSchema,
        value: z.number().describe('In `unit`'),
        madeOf: z.array(scorePartSchema).exactOptional().describe('For scores: the numbers that went into the score'),
      })
      .describe('One number'),
    z
      .object({
        type: z.literal('distribution'),
        unit: unitSchema,
        count: z.int().nonnegative().describe('Number of values in the distribution'),
        p50: z.number().describe('Median'),
        p95: z.number().describe('95th percentile'),
        p99: z.number().describe('99th percentile'),
        max: z.number().describe('Largest value'),
      })
      .describe('Percentiles of many values'),
    z
      .object({
        type: z.literal('no-data'),
        unit: unitSchema,
        reason: z.string().describe('Why there is no value'),
      })
      .describe('Missing'),
  ])
  .describe('A number, percentiles, or no data with the reason');

export const seriesPointSchema = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    // Not exactOptional: in memory, a second without data is a point whose value is undefined.
    value: z.number().optional().describe('In the metric’s unit; absent where that second has no data'),
  })
  .describe('One second of a metric');

export const metricInfoSchema = z
  .object({
    id: metricIdSchema.describe('"latency", "stutterRate"'),
    label: z.string().describe('English name'),
    labelZh: z.string().describe('Chinese name'),
    unit: unitSchema.describe('Unit of all its values'),
    shape: z.enum(['value', 'distribution']).describe('Whether a viewer has one number or percentiles'),
    better: z.enum(['lower', 'higher', 'neither']).describe('Which direction is better'),
    definition: z.string().describe('What is measured, in English'),
    source: z.string().describe('Origin of the definition'),
  })
  .describe('Definition of a metric');
