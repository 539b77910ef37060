import { z } from 'zod';
import { section } from '../reading/section.ts';
import { crossTraffic } from './cross-traffic.ts';
import {
  forTime,
  JITTER,
  jitterForms,
  LOSS,
  lineDirections,
  lossForms,
  REORDER,
  reorderForms,
  SHARE,
  shareForms,
  TRACE,
  traceForms,
} from './effects.ts';
import { delay, lineRate } from './fields.ts';
import {
  base,
  blackouts,
  burst,
  cycle,
  DESCRIPTIONS,
  discipline,
  holds,
  icmp,
  mtu,
  nameOr,
  oneDelay,
  start,
  steps,
  stepTime,
  udp,
} from './profile-fields.ts';
import { QUEUE, queueForms } from './queue.ts';
import { radioSchema } from './radio.ts';

/**
 * Fields of a line as the person at its end sees it: `down` comes to them, `up` goes from them. An absent field has no
 * effect.
 */
const LINE = {
  rtt: delay().optional().describe(DESCRIPTIONS.rtt),
  delay: section('delays {down: ..., up: ...}', { down: delay(), up: delay() }, oneDelay('down', 'up'))
    .optional()
    .describe(DESCRIPTIONS.delay),
  jitter: lineDirections(jitterForms(), ...JITTER)
    .optional()
    .describe(DESCRIPTIONS.jitter),
  down: lineRate().optional().describe('Capacity towards the person, in IP packets.'),
  up: lineRate().optional().describe('Capacity from the person, in IP packets.'),
  trace: lineDirections(traceForms(), ...TRACE)
    .optional()
    .describe(DESCRIPTIONS.trace),
  cycle: cycle(),
  loss: lineDirections(lossForms(), ...LOSS)
    .optional()
    .describe(DESCRIPTIONS.loss),
  burst: burst(),
  queue: lineDirections(queueForms(), ...QUEUE)
    .optional()
    .describe(DESCRIPTIONS.queue),
  discipline: discipline(),
  duplicate: lineDirections(shareForms(), ...SHARE)
    .optional()
    .describe(DESCRIPTIONS.duplicate),
  corrupt: lineDirections(shareForms(), ...SHARE)
    .optional()
    .describe(DESCRIPTIONS.corrupt),
  reorder: lineDirections(reorderForms(), ...REORDER)
    .optional()
    .describe(DESCRIPTIONS.reorder),
  schedule: steps(
    section('a step such as {at: 10 s, down: 1 Mbps}', {
      ...stepTime,
      rtt: delay().optional().describe('Round-trip time from then on.'),
      down: lineRate().optional().describe('Capacity towards the person from then on.'),
      up: lineRate().optional().describe('Capacity from the person from then on.'),
      loss: lineDirections(lossForms(), ...LOSS)
        .optional()
        .describe('Loss from then on.'),
    }),
  ),
  blackouts: blackouts(['down', 'up']),
  holds: holds(['down', 'up']),
  radio: radioSchema().optional().describe('Effects of a radio on packets beyond jitter.'),
  mtu: mtu(),
  icmp: icmp(),
  udp: udp(),
  crossTraffic: crossTraffic(['down', 'up']),
  spread: forTime()
    .optional()
    .describe(
      'Access: its schedule, blackouts and holds come later by up to this, for each viewer by a time of its own, drawn from seed and viewer.',
    ),
  together: z
    .boolean({ error: 'true or false' })
    .optional()
    .describe(
      'Access: true: the region’s viewers hand over in the same instants, and are at the same place of a trace or cycle. Default false.',
    ),
  start: start('anywhere for access, so that viewers are not alike; else beginning'),
};

const LINE_NOUN = 'a line such as {rtt: 20 ms, down: 20 Mbps, up: 5 Mbps, loss: 0.5 %}';

export const lineProfileSchema = section(LINE_NOUN, LINE).meta({ id: 'line' });

/** Schema of a line in a scenario, which may extend a named one. */
export const placedLineSchema = section(LINE_NOUN, { extends: base('mobile-peak'), ...LINE }).meta({
  id: 'placed-line',
});

export type WrittenLine = z.output<typeof lineProfileSchema>;

export const accessSchema = () => nameOr(placedLineSchema, 'the name of an access profile, or a line written in place');
export const firstMileSchema = () => nameOr(placedLineSchema, 'the name of a first mile, or a line written in place');
