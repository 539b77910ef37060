import { z } from 'zod';
import { describeQuantity, parseQuantity, quantityPattern } from '../reading/quantity.ts';
import { at, forTime } from './effects.ts';
import { DELAY_LIMITS, lineRate, oneOf, parsedText, share, text } from './fields.ts';
import { section } from './section.ts';

const EXTRA = { ...DELAY_LIMITS, example: '+80 ms' } as const;
const LIST = 'a list of events such as [{at: 20 s, for: 10 s, haul: sea-id, delay: +80 ms}]';

/** With a sign, because it is added. */
const extraDelay = () =>
  parsedText(describeQuantity('time', EXTRA), quantityPattern('time').replace('^', '^\\+?'), (written) =>
    parseQuantity(written, 'time', EXTRA),
  );

const eventSchema = section('an event such as {at: 20 s, for: 10 s, haul: sea-id, delay: +80 ms, name: route flap}', {
  at: at().describe('Since the measured window opened.'),
  for: forTime().describe('How long it lasts.'),
  haul: z.string({ error: 'the id of a region, or all' }).optional().describe('The region whose haul it hits, or all.'),
  access: z
    .string({ error: 'the id of a region, or all' })
    .optional()
    .describe('Or the region whose viewers’ access lines it hits, all at once, or all.'),
  firstMile: z.literal(true, { error: 'true' }).optional().describe('true: or the first mile.'),
  only: oneOf(['out', 'back']).optional().describe('One way instead of both.'),
  delay: extraDelay().optional().describe('Added to the delay each way.'),
  loss: share().optional().describe('Lost on top of what the haul loses.'),
  blackout: z.literal(true, { error: 'true' }).optional().describe('Everything is lost.'),
  rate: lineRate().optional().describe('No more than this each way, and a queue before it.'),
  hold: z.literal(true, { error: 'true' }).optional().describe('Nothing passes, but waits until it is over.'),
  name: text('a name of at most 64 characters on one line', /^[^\r\n]{1,64}$/)
    .prefault('event')
    .describe('What it is called in reports.'),
});

export const eventsSchema = z
  .array(eventSchema, { error: LIST })
  .describe('What befalls the path in mid-run: a haul, the viewers of a region at once, or the first mile.');

export type WrittenEvent = z.output<typeof eventSchema>;
