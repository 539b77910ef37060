import { z } from 'zod';
import type { SdkRecord } from '../../recording/sdk-record.ts';
import { SDK_FIGURES, type SdkFigureId } from '../sdk-figures.ts';

const spanSchema = z
  .object({
    p50: z.number().describe('Median of its samples, one per second'),
    max: z.number().describe('Largest sample'),
    last: z.number().describe('Last sample, for figures that only grow'),
  })
  .describe('One figure over the measured window');

const figureIdSchema = z.enum(Object.keys(SDK_FIGURES) as [SdkFigureId, ...SdkFigureId[]]);

const eventSchema = z
  .object({
    atS: z.number().describe('Seconds since the window opened; negative before'),
    what: z.string().describe('"sdk-state", "sdk-exception", "stream", "token-renewed", "ice-state" and the like'),
    detail: z.string().describe('Details in words'),
  })
  .describe('A single event');

export const sdkRecordSchema = z
  .object({
    participant: z.string().describe('"publisher" or a viewer’s id'),
    figures: z
      .partialRecord(figureIdSchema, spanSchema)
      .describe('The SDK’s own figures, the unit in their names; absent where it reported nothing'),
    events: z.array(eventSchema).describe('Events from the join on, at most 40'),
    moreEvents: z.int().exactOptional().describe('Number of events left out'),
  })
  .describe('What Agora’s SDK reported for one participant, beside what was measured') satisfies z.ZodType<SdkRecord>;
