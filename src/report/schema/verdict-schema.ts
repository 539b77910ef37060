import { z } from 'zod';
import { metricId, statistic, unit } from './metric-schema.ts';

export const outcome = z.enum(['ready', 'not-ready', 'invalid']);

export const verdict = z
  .object({
    metric: metricId.describe('Metric id'),
    statistic: statistic.describe('Which number of the metric is held against the limit'),
    region: z.string().describe('Region id'),
    comparison: z.enum(['<', '<=', '>', '>=']).describe('`actual comparison limit` passes'),
    limit: z.number().describe('In `unit`'),
    warnLimit: z.number().exactOptional().describe('Meeting only this one warns; absent when nothing warns'),
    actual: z.number().exactOptional().describe('The region’s worst viewer; absent with no-data'),
    error: z.number().exactOptional().describe('How far the machine’s strain may have moved `actual` either way'),
    unit,
    outcome: z
      .enum(['pass', 'warn', 'fail', 'uncertain', 'no-data'])
      .describe('uncertain (within `error` of the limit) and no-data are never a pass'),
    viewer: z.string().exactOptional().describe('Whose value it is'),
    seed: z.number().exactOptional().describe('Of which take'),
    reason: z.string().exactOptional().describe('Why there is no data'),
  })
  .describe('One budget held against one region');

export const invalidReason = z
  .object({
    signal: z.string().describe('Stable id: "host-busy", "shaper-late", "recording-cut-short"'),
    reason: z.string().describe('What happened, in a sentence'),
    advice: z.string().describe('What to do about it'),
    seconds: z.number().exactOptional().describe('Seconds of the window it holds for'),
  })
  .describe('Why nothing is proved');

export const invalidSecond = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    signals: z.array(z.string()).describe('Which signals'),
  })
  .describe('A second that the machine, not the network, may have spoilt');

export const worth = z
  .object({
    cleanSeeds: z.int().describe('Seeds whose take was valid and ready'),
    couldFailFraction: z
      .number()
      .describe(
        'No larger share of evenings on this network fails, with this confidence: 0.95 after 1 seed, 0.63 after 3, 0.31 after 8',
      ),
    confidence: z.number().describe('0.95'),
  })
  .describe('What so many clean seeds exclude');

export const acrossViewers = z
  .object({
    region: z.string().describe('Region id'),
    metric: metricId.describe('Metric id'),
    statistic: statistic.describe('Which number of the metric'),
    unit,
    views: z.int().describe('Viewers times takes that have the number; at least 2'),
    withoutNumber: z.int().describe('Those that have none; they are in neither number below'),
    median: z.number().describe('In `unit`'),
    nineteenOfTwenty: z.number().describe('What 19 of 20 views are no worse than, in `unit`'),
  })
  .describe('How a number spreads over a region’s viewers, each take’s counted as one view');
