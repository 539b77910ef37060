import { z } from 'zod';
import { parseQuantity } from '../reading/quantity.ts';
import { section } from '../reading/section.ts';
import { crossTraffic } from './cross-traffic.ts';
import {
  at,
  burstForms,
  forTime,
  haulDirections,
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
import { count, delay, lineRate, oneOf } from './fields.ts';
import { DISCIPLINES, QUEUE, queueForms } from './queue.ts';
import { radioSchema } from './radio.ts';

/** Descriptions of fields that lines and hauls share. */
const DESCRIPTIONS = {
  rtt: 'Round-trip time over this segment alone, split in halves unless `delay` is given.',
  delay: 'One-way delays, instead of halves of rtt.',
  jitter:
    'Jitter drawn each ms, up to this much more or less; packets keep their order, which narrows large jitter. Or {amount, distribution, reordering}.',
  loss: 'Share of packets lost: one number for both directions, a chain {p, r, inBad, inGood}, or one for each direction.',
  queue:
    'Capacity of the bottleneck’s buffer, beyond which packets are dropped: bytes, packets, or the ms it takes to send at the rate as written (of a trace, at its mean). Default beside a rate: 300 ms. Or {kind, size, ...}, with its discipline.',
  duplicate: 'Share of packets that arrive twice.',
  corrupt: 'Share of packets in which one bit flips; checksums make most of them losses at the receiver.',
  reorder: 'Share of packets that skip the delay and so arrive ahead of others; needs a delay.',
  trace:
    'Capacity over time, from a file beside the scenario or in scenarios/traces: mahimahi’s format, or seconds and Mbps as .csv (a heading may name other units) or .json.',
  schedule: 'Changes during the run, by time since the measured window opened.',
} as const;

const burst = () =>
  burstForms()
    .optional()
    .describe(
      'Mean length of loss bursts (Gilbert-Elliott): "12 ms" of time, whatever the traffic; a number counts packets of 4 ms, so 3 means the same; "3 packets" counts those on the line. Default: losses are independent.',
    );

const discipline = () =>
  oneOf(DISCIPLINES)
    .optional()
    .describe(
      'Queue discipline of the bottleneck: droptail (default), codel (RFC 8289) or fq-codel (RFC 8290). With settings of its own: `queue: {kind: ...}`.',
    );

const mtu = () =>
  count(576, 1500)
    .optional()
    .describe(
      'Largest IP packet that passes, in bytes, both ways. Larger ones are lost, and the sender is told (ICMP).',
    );

const SCALE_EXPECTED = 'a list of shares of the rate such as [1, 0.6, 0.3, 0.8], each above 0';

const cycle = () =>
  section('a cycle such as {every: 10 s, scale: [1, 0.6, 0.3, 0.8]}', {
    every: forTime().describe('Duration of each step.'),
    scale: z
      .array(z.number({ error: SCALE_EXPECTED }).gt(0, { error: SCALE_EXPECTED }), { error: SCALE_EXPECTED })
      .min(1, { error: SCALE_EXPECTED })
      .describe('Shares of the rate, one after the other and over again, from the opening of the measured window.'),
  })
    .optional()
    .describe('Rates that repeat in a cycle.');

const stepTime = { at: at().describe('Time since the measured window opened; later than that of the step before.') };

const LIST_EXPECTED = {
  schedule: 'a list of steps such as [{at: 10 s, down: 1 Mbps}]',
  spans: 'a list such as [{at: 20 s, for: 2 s}]',
};

function steps<S extends z.ZodType>(step: S) {
  const error = LIST_EXPECTED.schedule;
  return z.array(step, { error }).min(1, { error }).optional().describe(DESCRIPTIONS.schedule);
}

function spans<const W extends readonly string[]>(directions: W, noun: string, duration: string) {
  const error = LIST_EXPECTED.spans;
  const span = section(noun, {
    at: at().describe('Time since the measured window opened.'),
    for: forTime().describe(duration),
    only: oneOf(directions).optional().describe('One direction instead of both.'),
  });
  return z.array(span, { error }).min(1, { error }).optional();
}

const blackouts = <const W extends readonly string[]>(directions: W) =>
  spans(
    directions,
    'a blackout such as {at: 20 s, for: 2 s}',
    'Time during which no packet that enters arrives.',
  ).describe('Times in which every packet is lost.');

const holds = <const W extends readonly string[]>(directions: W) =>
  spans(directions, 'a hold such as {at: 20 s, for: 300 ms}', 'Time for which packets wait.').describe(
    'Times in which packets wait and none passes: in the queue of a rate, if there is one.',
  );

const start = (byDefault: string) =>
  oneOf(['beginning', 'anywhere'])
    .optional()
    .describe(
      `Position in the trace or cycle when the measured window opens: its beginning, or anywhere, drawn from seed and line. Default ${byDefault}.`,
    );

function base(example: string) {
  return z
    .string({ error: `the name of a profile such as ${example}` })
    .optional()
    .describe('Named profile to start from; each field written beside it replaces that profile’s.');
}

/** Builds a hint on a single delay where one per direction is expected: it may mean each direction or the round trip. */
const oneDelay = (there: string, back: string) => (got: unknown) =>
  typeof got !== 'string' || parseQuantity(got, 'time').type === 'refused'
    ? undefined
    : `${got} each way is {${there}: ${got}, ${back}: ${got}}; there and back together it is \`rtt: ${got}\``;

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
  crossTraffic: crossTraffic(['out', 'back']),
  start: start('beginning'),
};

const HAUL_NOUN = 'a haul such as {rtt: 160 ms, jitter: 3 ms, loss: {out: 0.5 %, back: 2 %}}';

export const haulProfileSchema = section(HAUL_NOUN, HAUL).meta({ id: 'haul' });

export const placedHaulSchema = section(HAUL_NOUN, { extends: base('direct-evening'), ...HAUL }).meta({
  id: 'placed-haul',
});

export type WrittenLine = z.output<typeof lineProfileSchema>;
export type WrittenHaul = z.output<typeof haulProfileSchema>;

/** Builds the schema of a name of the catalog, or a profile written in place. */
function nameOr<S extends z.ZodType>(profile: S, expected: string) {
  return z.union([z.string({ error: expected }), profile], { error: expected });
}

export const accessSchema = () => nameOr(placedLineSchema, 'the name of an access profile, or a line written in place');
export const firstMileSchema = () => nameOr(placedLineSchema, 'the name of a first mile, or a line written in place');
export const haulSchema = () => nameOr(placedHaulSchema, 'the name of a haul, or one written in place');
