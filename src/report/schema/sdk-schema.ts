import { z } from 'zod';
import { SDK_FIGURES, type SdkFigureId } from '../../model/result/sdk-figures.ts';

const span = z
  .object({
    p50: z.number().describe('Median of its samples, one a second'),
    max: z.number().describe('Largest'),
    last: z.number().describe('Last, for what only grows'),
  })
  .describe('One figure over the measured window');

const figureId = z.enum(Object.keys(SDK_FIGURES) as [SdkFigureId, ...SdkFigureId[]]);

const event = z
  .object({
    atS: z.number().describe('Seconds since the window opened; negative before'),
    what: z.string().describe('"sdk-state", "sdk-exception", "stream", "token-renewed", "ice-state" and the like'),
    detail: z.string().describe('The rest of it in words'),
  })
  .describe('Something that it told of once');

export const sdkRecord = z
  .object({
    participant: z.string().describe('"publisher" or a viewer’s id'),
    figures: z
      .partialRecord(figureId, span)
      .describe('Its own figures, the unit in their names; absent where it said nothing'),
    events: z.array(event).describe('From the join on, at most 40'),
    moreEvents: z.int().exactOptional().describe('How many were left out of events'),
  })
  .describe('What Agora’s SDK said of one participant, beside what was measured');
