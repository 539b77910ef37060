import { z } from 'zod';
import type { ErrorSide } from '../../recording/host-error.ts';
import type { Comparison } from '../../scenario/budget.ts';
import { metricIdSchema, statisticSchema, unitSchema } from './metric-schema.ts';

export const outcomeSchema = z.enum(['ready', 'not-ready', 'invalid']);

export const verdictOutcomeSchema = z.enum(['pass', 'warn', 'fail', 'uncertain', 'no-data']);

export const errorSideSchema = z.enum(['below', 'above']) satisfies z.ZodType<ErrorSide>;

const comparisonSchema = z.enum(['<', '<=', '>', '>=']) satisfies z.ZodType<Comparison>;

export const verdictSchema = z
  .object({
    metric: metricIdSchema.describe('Metric id'),
    statistic: statisticSchema.describe('Which number of the metric is compared with the limit'),
    region: z.string().describe('Region id'),
    comparison: comparisonSchema.describe('`actual comparison limit` passes'),
    limit: z.number().describe('In `unit`'),
    warnLimit: z
      .number()
      .exactOptional()
      .describe('A value that meets only this limit warns; absent when nothing warns'),
    actual: z.number().exactOptional().describe('Value of the region’s worst viewer; absent with no-data'),
    error: z
      .number()
      .exactOptional()
      .describe('How far the load of the machine may have moved `actual`; in either direction without `errorSide`'),
    errorSide: errorSideSchema
      .exactOptional()
      .describe('Side of `actual` on which the true value can only lie: that load makes such a number only worse'),
    unit: unitSchema,
    outcome: verdictOutcomeSchema.describe(
      'uncertain (within `error` of the limit, with an unknown error, or measured while the jitter buffer, or the sound behind its picture, had yet to settle) and no-data are never a pass',
    ),
    viewer: z.string().exactOptional().describe('Viewer whose value it is'),
    seed: z.number().exactOptional().describe('Seed of the take it comes from'),
    reason: z.string().exactOptional().describe('Why there is no data, or why it is uncertain without an `error`'),
  })
  .describe('One budget applied to one region');

export const invalidReasonSchema = z
  .object({
    signal: z.string().describe('Stable id: "viewer-timer-late", "shaper-late", "recording-cut-short"'),
    reason: z.string().describe('What happened, in a sentence'),
    advice: z.string().describe('What to do about it'),
    seconds: z.number().exactOptional().describe('Seconds of the window affected, if it affects single seconds'),
  })
  .describe('Why nothing is proved');

export const invalidSecondSchema = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    signals: z.array(z.string()).describe('Ids of the validity signals that fired'),
  })
  .describe('A second that the machine, not the network, may have spoilt');

export const worthSchema = z
  .object({
    cleanSeeds: z.int().describe('Seeds whose take was valid and ready'),
    couldFailFraction: z
      .number()
      .describe(
        'Largest share of evenings on this network that could still fail, at this confidence: 0.95 after 1 seed, 0.63 after 3, 0.31 after 8',
      ),
    confidence: z.number().describe('0.95'),
  })
  .describe('What that many clean seeds rule out');

export const acrossViewersSchema = z
  .object({
    region: z.string().describe('Region id'),
    metric: metricIdSchema.describe('Metric id'),
    statistic: statisticSchema.describe('Which number of the metric'),
    unit: unitSchema,
    views: z.int().describe('Viewers times takes that have the number; at least 2'),
    withoutNumber: z.int().describe('Views without the number, left out of the two values below'),
    median: z.number().describe('In `unit`'),
    nineteenOfTwenty: z.number().describe('Value that 19 of 20 views are no worse than, in `unit`'),
  })
  .describe('Spread of a number over a region’s viewers; each viewer in each take counts as one view');
