import { z } from 'zod';
import { describeQuantity, parseQuantity, quantityPattern } from '../reading/quantity.ts';
import { section } from '../reading/section.ts';
import { at, forTime } from './effects.ts';
import { DELAY_LIMITS, lineRate, oneOf, parsedText, share, text } from './fields.ts';

const EXTRA = { ...DELAY_LIMITS, example: '+80 ms' } as const;
const LIST = 'a list of events such as [{at: 20 s, for: 10 s, haul: sea-id, delay: +80 ms}]';

/** Builds the schema of a delay with an optional sign, because it is added. */
const extraDelay = () =>
  parsedText(describeQuantity('time', EXTRA), quantityPattern('time').replace('^', '^\\+?'), (written) =>
    parseQuantity(written, 'time', EXTRA),
  );

const eventSchema = section('an event such as {at: 20 s, for: 10 s, haul: sea-id, delay: +80 ms, name: route flap}', {
  at: at().describe('Time since the measured window opened.'),
  for: forTime().describe('Duration. Beyond the measured time it lasts to the end.'),
  haul: z.string({ error: 'the id of a region, or all' }).optional().describe('The region whose haul it hits, or all.'),
  access: z
    .string({ error: 'the id of a region, or all' })
    .optional()
    .describe('Instead of a haul: the region whose viewers’ access lines it hits, all at once, or all.'),
  firstMile: z.literal(true, { error: 'true' }).optional().describe('true: it hits the first mile instead.'),
  only: oneOf(['out', 'back']).optional().describe('One direction instead of both.'),
  delay: extraDelay().optional().describe('Delay added in each direction.'),
  loss: share().optional().describe('Loss on top of the segment’s own.'),
  blackout: z.literal(true, { error: 'true' }).optional().describe('true: every packet is lost.'),
  rate: lineRate().optional().describe('Limit of the rate in each direction, with a queue before it.'),
  hold: z.literal(true, { error: 'true' }).optional().describe('true: packets wait until it is over, none passes.'),
  name: text('a name of at most 64 characters on one line', /^[^\r\n]{1,64}$/)
    .prefault('event')
    .describe('Name in reports.'),
});

export const eventsSchema = z
  .array(eventSchema, { error: LIST })
  .describe('Changes of the path during the run: of a haul, of all viewers of a region at once, or of the first mile.');

export type WrittenEvent = z.output<typeof eventSchema>;

/** Fields of which an event has at least one. */
export const EVENT_EFFECTS = ['delay', 'loss', 'blackout', 'rate', 'hold'] as const satisfies (keyof WrittenEvent)[];
/** Fields of which an event has exactly one. */
export const EVENT_PLACES = ['haul', 'access', 'firstMile'] as const satisfies (keyof WrittenEvent)[];
