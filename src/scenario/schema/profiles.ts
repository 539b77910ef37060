import { z } from 'zod';
import { delay, lineRate, quantity, share } from './fields.ts';
import { section } from './section.ts';

const rtt = () =>
  delay().optional().describe('Round trip over this stretch alone, split in halves unless `delay` is given.');
const jitter = () =>
  delay().optional().describe('Each packet is delayed by up to this much more or less, evenly spread.');
const burst = () =>
  z
    .number({ error: 'the mean number of packets lost in a row, 1 or more' })
    .min(1, { error: 'the mean number of packets lost in a row, 1 or more' })
    .optional()
    .describe('Mean number of packets lost in a row (Gilbert-Elliott). Left out: each packet is lost by itself.');
const queue = () =>
  quantity('time', { atLeast: '1 ms' })
    .optional()
    .describe('Longest wait in the bottleneck’s buffer; what would wait longer is dropped. 300 ms beside a rate.');

/** A line as the person at its end sees it: `down` comes to them, `up` goes from them. Left out: no such effect. */
export const lineProfileSchema = section('a line such as {rtt: 20 ms, down: 20 Mbps, up: 5 Mbps, loss: 0.5 %}', {
  rtt: rtt(),
  delay: section('delays {down: ..., up: ...}', { down: delay(), up: delay() })
    .optional()
    .describe('One-way delays, instead of halves of rtt.'),
  jitter: jitter(),
  down: lineRate().optional().describe('Capacity towards the person, in IP packets.'),
  up: lineRate().optional().describe('Capacity from the person, in IP packets.'),
  loss: z
    .union([share(), section('shares {down: ..., up: ...}', { down: share().optional(), up: share().optional() })], {
      error: 'a share such as "0.5 %", or {down: ..., up: ...}',
    })
    .optional()
    .describe('Packets lost: one number for each way, or {down, up}.'),
  burst: burst(),
  queue: queue(),
}).meta({ id: 'line' });

/** A cross-border stretch: `out` goes from China to the viewer, `back` returns. Left out: no such effect. */
export const haulProfileSchema = section('a haul such as {rtt: 160 ms, jitter: 3 ms, loss: {out: 0.5 %, back: 2 %}}', {
  rtt: rtt(),
  delay: section('delays {out: ..., back: ...}', { out: delay(), back: delay() })
    .optional()
    .describe('One-way delays, instead of halves of rtt.'),
  jitter: jitter(),
  rate: z
    .union(
      [lineRate(), section('rates {out: ..., back: ...}', { out: lineRate().optional(), back: lineRate().optional() })],
      {
        error: 'a bit rate such as "20 Mbps", or {out: ..., back: ...}',
      },
    )
    .optional()
    .describe('Capacity shared by all viewers of the region: one number for each way, or {out, back}.'),
  loss: z
    .union([share(), section('shares {out: ..., back: ...}', { out: share().optional(), back: share().optional() })], {
      error: 'a share such as "0.5 %", or {out: ..., back: ...}',
    })
    .optional()
    .describe('Packets lost: one number for each way, or {out, back}.'),
  burst: burst(),
  queue: queue(),
}).meta({ id: 'haul' });

export type WrittenLine = z.output<typeof lineProfileSchema>;
export type WrittenHaul = z.output<typeof haulProfileSchema>;

/** A catalog's name, or a profile written in place. */
function nameOr<S extends z.ZodType>(profile: S, expected: string) {
  return z.union([z.string({ error: expected }), profile], { error: expected });
}

export const accessSchema = () =>
  nameOr(lineProfileSchema, 'the name of an access profile, or a line written in place');
export const firstMileSchema = () => nameOr(lineProfileSchema, 'the name of a first mile, or a line written in place');
export const haulSchema = () => nameOr(haulProfileSchema, 'the name of a haul, or one written in place');
