import { z } from 'zod';
import { parseQuantity } from '../reading/quantity.ts';
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
  QUEUE,
  queueForms,
  REORDER,
  reorderForms,
  SHARE,
  shareForms,
  TRACE,
  traceForms,
} from './effects.ts';
import { delay, lineRate, oneOf } from './fields.ts';
import { radioSchema } from './radio.ts';
import { section } from './section.ts';

const TEXT = {
  rtt: 'Round trip over this stretch alone, split in halves unless `delay` is given.',
  delay: 'One-way delays, instead of halves of rtt.',
  jitter:
    'Drawn each ms, up to this much more or less; none overtakes, which narrows large ones. Or {amount, distribution, reordering}.',
  loss: 'Packets lost: one number for each way, or a chain {p, r, inBad, inGood}, or each way its own.',
  queue:
    'What the bottleneck’s buffer holds, and more is dropped: bytes, packets, or what the rate as written (of a trace, its mean) sends in so many ms. 300 ms beside a rate.',
  duplicate: 'Packets that arrive twice.',
  corrupt: 'Packets in which one bit flips; checksums make most of them losses at the receiver.',
  reorder: 'Packets that skip the delay and so arrive ahead; needs a delay.',
  trace:
    'Capacity over time from a file beside the scenario or in scenarios/traces: mahimahi’s format, or seconds and Mbps as .csv (a heading may name other units) or .json.',
  schedule: 'What changes in mid-run, by the time since the measured window opened.',
} as const;

const burst = () =>
  burstForms()
    .optional()
    .describe(
      'How long losses last on average (Gilbert-Elliott): "12 ms", whatever passes in it; a number counts packets of 4 ms, so 3 is the same; "3 packets" goes by those on the line. Left out: each packet is lost by itself.',
    );

const discipline = () =>
  oneOf(['droptail', 'codel'])
    .optional()
    .describe('What drops from the bottleneck’s queue: droptail (default), or CoDel (RFC 8289).');

const SCALE_EXPECTED = 'a list of shares of the rate such as [1, 0.6, 0.3, 0.8], each above 0';

const cycle = () =>
  section('a cycle such as {every: 10 s, scale: [1, 0.6, 0.3, 0.8]}', {
    every: forTime().describe('How long each step lasts.'),
    scale: z
      .array(z.number({ error: SCALE_EXPECTED }).gt(0, { error: SCALE_EXPECTED }), { error: SCALE_EXPECTED })
      .min(1, { error: SCALE_EXPECTED })
      .describe('Of the rate, one after the other and over again, from the opening of the measured window.'),
  })
    .optional()
    .describe('Rates that rise and fall over and over.');

const stepTime = { at: at().describe('Since the measured window opened; later than the step before.') };

const LIST = {
  schedule: 'a list of steps such as [{at: 10 s, down: 1 Mbps}]',
  spans: 'a list such as [{at: 20 s, for: 2 s}]',
};

function steps<S extends z.ZodType>(step: S) {
  return z.array(step, { error: LIST.schedule }).min(1, { error: LIST.schedule }).optional().describe(TEXT.schedule);
}

function spans<const W extends readonly string[]>(ways: W, noun: string, list: string, lasts: string) {
  const span = section(noun, {
    at: at().describe('Since the measured window opened.'),
    for: forTime().describe(lasts),
    only: oneOf(ways).optional().describe('One way instead of both.'),
  });
  return z.array(span, { error: list }).min(1, { error: list }).optional();
}

const blackouts = <const W extends readonly string[]>(ways: W) =>
  spans(ways, 'a blackout such as {at: 20 s, for: 2 s}', LIST.spans, 'How long nothing that enters arrives.').describe(
    'Times in which everything is lost.',
  );

const holds = <const W extends readonly string[]>(ways: W) =>
  spans(ways, 'a hold such as {at: 20 s, for: 300 ms}', LIST.spans, 'How long packets wait.').describe(
    'Times in which nothing passes, but waits: in the queue of a rate, if there is one.',
  );

const start = (byDefault: string) =>
  oneOf(['beginning', 'anywhere'])
    .optional()
    .describe(
      `Where a trace or cycle stands when the measured window opens: at its beginning, or anywhere, drawn from seed and line. Default ${byDefault}.`,
    );

function base(example: string) {
  return z
    .string({ error: `the name of a profile such as ${example}` })
    .optional()
    .describe('A named profile that this one begins with; each field written beside it replaces that profile’s.');
}

/** One delay where each way's is asked: whether it was meant each way or there and back is not known. */
const oneDelay = (there: string, back: string) => (got: unknown) =>
  typeof got !== 'string' || parseQuantity(got, 'time').type === 'refused'
    ? undefined
    : `${got} each way is {${there}: ${got}, ${back}: ${got}}; there and back together it is \`rtt: ${got}\``;

/** A line as the person at its end sees it: `down` comes to them, `up` goes from them. Left out: no such effect. */
const LINE = {
  rtt: delay().optional().describe(TEXT.rtt),
  delay: section('delays {down: ..., up: ...}', { down: delay(), up: delay() }, oneDelay('down', 'up'))
    .optional()
    .describe(TEXT.delay),
  jitter: lineDirections(jitterForms(), ...JITTER)
    .optional()
    .describe(TEXT.jitter),
  down: lineRate().optional().describe('Capacity towards the person, in IP packets.'),
  up: lineRate().optional().describe('Capacity from the person, in IP packets.'),
  trace: lineDirections(traceForms(), ...TRACE)
    .optional()
    .describe(TEXT.trace),
  cycle: cycle(),
  loss: lineDirections(lossForms(), ...LOSS)
    .optional()
    .describe(TEXT.loss),
  burst: burst(),
  queue: lineDirections(queueForms(), ...QUEUE)
    .optional()
    .describe(TEXT.queue),
  discipline: discipline(),
  duplicate: lineDirections(shareForms(), ...SHARE)
    .optional()
    .describe(TEXT.duplicate),
  corrupt: lineDirections(shareForms(), ...SHARE)
    .optional()
    .describe(TEXT.corrupt),
  reorder: lineDirections(reorderForms(), ...REORDER)
    .optional()
    .describe(TEXT.reorder),
  schedule: steps(
    section('a step such as {at: 10 s, down: 1 Mbps}', {
      ...stepTime,
      rtt: delay().optional().describe('From then on.'),
      down: lineRate().optional().describe('From then on.'),
      up: lineRate().optional().describe('From then on.'),
      loss: lineDirections(lossForms(), ...LOSS)
        .optional()
        .describe('From then on.'),
    }),
  ),
  blackouts: blackouts(['down', 'up']),
  holds: holds(['down', 'up']),
  radio: radioSchema().optional().describe('What a radio does to packets beyond jitter.'),
  start: start('anywhere for access, so that viewers are not alike; else beginning'),
};

const LINE_NOUN = 'a line such as {rtt: 20 ms, down: 20 Mbps, up: 5 Mbps, loss: 0.5 %}';

export const lineProfileSchema = section(LINE_NOUN, LINE).meta({ id: 'line' });

/** A line in a scenario may begin with a named one. */
export const placedLineSchema = section(LINE_NOUN, { extends: base('mobile-peak'), ...LINE }).meta({
  id: 'placed-line',
});

/** A cross-border stretch: `out` goes from China to the viewer, `back` returns. Left out: no such effect. */
const HAUL = {
  rtt: delay().optional().describe(TEXT.rtt),
  delay: section('delays {out: ..., back: ...}', { out: delay(), back: delay() }, oneDelay('out', 'back'))
    .optional()
    .describe(TEXT.delay),
  jitter: haulDirections(jitterForms(), ...JITTER)
    .optional()
    .describe(TEXT.jitter),
  rate: haulDirections([lineRate()], 'a bit rate', '"20 Mbps"')
    .optional()
    .describe('Capacity shared by all viewers of the region: one number for each way, or {out, back}.'),
  trace: haulDirections(traceForms(), ...TRACE)
    .optional()
    .describe(TEXT.trace),
  cycle: cycle(),
  loss: haulDirections(lossForms(), ...LOSS)
    .optional()
    .describe(TEXT.loss),
  burst: burst(),
  queue: haulDirections(queueForms(), ...QUEUE)
    .optional()
    .describe(TEXT.queue),
  discipline: discipline(),
  duplicate: haulDirections(shareForms(), ...SHARE)
    .optional()
    .describe(TEXT.duplicate),
  corrupt: haulDirections(shareForms(), ...SHARE)
    .optional()
    .describe(TEXT.corrupt),
  reorder: haulDirections(reorderForms(), ...REORDER)
    .optional()
    .describe(TEXT.reorder),
  schedule: steps(
    section('a step such as {at: 10 s, rate: 5 Mbps}', {
      ...stepTime,
      rtt: delay().optional().describe('From then on.'),
      rate: haulDirections([lineRate()], 'a bit rate', '"20 Mbps"').optional().describe('From then on.'),
      loss: haulDirections(lossForms(), ...LOSS)
        .optional()
        .describe('From then on.'),
    }),
  ),
  blackouts: blackouts(['out', 'back']),
  holds: holds(['out', 'back']),
  start: start('beginning'),
};

const HAUL_NOUN = 'a haul such as {rtt: 160 ms, jitter: 3 ms, loss: {out: 0.5 %, back: 2 %}}';

export const haulProfileSchema = section(HAUL_NOUN, HAUL).meta({ id: 'haul' });

export const placedHaulSchema = section(HAUL_NOUN, { extends: base('direct-evening'), ...HAUL }).meta({
  id: 'placed-haul',
});

export type WrittenLine = z.output<typeof lineProfileSchema>;
export type WrittenHaul = z.output<typeof haulProfileSchema>;

/** A catalog's name, or a profile written in place. */
function nameOr<S extends z.ZodType>(profile: S, expected: string) {
  return z.union([z.string({ error: expected }), profile], { error: expected });
}

export const accessSchema = () => nameOr(placedLineSchema, 'the name of an access profile, or a line written in place');
export const firstMileSchema = () => nameOr(placedLineSchema, 'the name of a first mile, or a line written in place');
export const haulSchema = () => nameOr(placedHaulSchema, 'the name of a haul, or one written in place');
