import { z } from 'zod';
import { metricIdSchema, statisticSchema, unitSchema } from './metric-schema.ts';
import { outcomeSchema } from './verdict-schema.ts';

/** Schema of the rehearsal before this one, and of the type EarlierRehearsal. */
export const earlierSchema = z
  .object({
    directory: z.string().describe('Name of its directory, beside this one'),
    startedAt: z.iso.datetime().describe('ISO 8601, UTC'),
    outcome: outcomeSchema.describe('Its verdict'),
    numbers: z
      .array(
        z
          .object({
            region: z.string().describe('Region id'),
            metric: metricIdSchema.describe('Metric id'),
            statistic: statisticSchema.describe('Which number of the metric'),
            unit: unitSchema,
            before: z.number().exactOptional().describe('Value then; absent with no data'),
            now: z.number().exactOptional().describe('Value now; absent with no data'),
          })
          .describe('One number with a limit in both'),
      )
      .describe('Values of the worst viewer of each region, as in `verdicts`'),
  })
  .describe(
    'The last rehearsal of the same scenario under the same conditions and seeds, found beside this one; absent without one',
  );
