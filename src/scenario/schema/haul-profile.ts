import type { z } from 'zod';
import { section } from '../reading/section.ts';
import { crossTraffic } from './cross-traffic.ts';
import {
  haulDirections,
  JITTER,
  jitterForms,
  LOSS,
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
} from './profile-fields.ts';
import { QUEUE, queueForms } from './queue.ts';

/** Fields of a haul: `out` goes from China to the viewer, `back` returns. An absent field has no effect. */
const HAUL = {
  rtt: delay().optional().describe(DESCRIPTIONS.rtt),
  delay: section('delays {out: ..., back: ...}', { out: delay(), back: delay() }, oneDelay('out', 'back'))
    .optional()
    .describe(DESCRIPTIONS.delay),
  jitter: haulDirections(jitterForms(), ...JITTER)
    .optional()
    .describe(DESCRIPTIONS.jitter),
  rate: haulDirections([lineRate()], 'a bit rate', '"20 Mbps"')
    .optional()
    .describe('Capacity shared by all viewers of the region: one number for each direction, or {out, back}.'),
  trace: haulDirections(traceForms(), ...TRACE)
    .optional()
    .describe(DESCRIPTIONS.trace),
  cycle: cycle(),
  loss: haulDirections(lossForms(), ...LOSS)
    .optional()
    .describe(DESCRIPTIONS.loss),
  burst: burst(),
  queue: haulDirections(queueForms(), ...QUEUE)
    .optional()
    .describe(DESCRIPTIONS.queue),
  discipline: discipline(),
  duplicate: haulDirections(shareForms(), ...SHARE)
    .optional()
    .describe(DESCRIPTIONS.duplicate),
  corrupt: haulDirections(shareForms(), ...SHARE)
    .optional()
    .describe(DESCRIPTIONS.corrupt),
  reorder: haulDirections(reorderForms(), ...REORDER)
    .optional()
    .describe(DESCRIPTIONS.reorder),
  schedule: steps(
    section('a step such as {at: 10 s, rate: 5 Mbps}', {
      ...stepTime,
      rtt: delay().optional().describe('Round-trip time from then on.'),
      rate: haulDirections([lineRate()], 'a bit rate', '"20 Mbps"').optional().describe('Capacity from then on.'),
      loss: haulDirections(lossForms(), ...LOSS)
        .optional()
        .describe('Loss from then on.'),
    }),
  ),
  blackouts: blackouts(['out', 'back']),
  holds: holds(['out', 'back']),
  mtu: mtu(),
  icmp: icmp(),
  crossTraffic: crossTraffic(['out', 'back']),
  start: start('beginning'),
};

const HAUL_NOUN = 'a haul such as {rtt: 160 ms, jitter: 3 ms, loss: {out: 0.5 %, back: 2 %}}';

export const haulProfileSchema = section(HAUL_NOUN, HAUL).meta({ id: 'haul' });

export const placedHaulSchema = section(HAUL_NOUN, { extends: base('direct-evening'), ...HAUL }).meta({
  id: 'placed-haul',
});

export type WrittenHaul = z.output<typeof haulProfileSchema>;

export const haulSchema = () => nameOr(placedHaulSchema, 'the name of a haul, or one written in place');
