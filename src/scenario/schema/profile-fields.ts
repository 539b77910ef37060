import { z } from 'zod';
import { parseQuantity } from '../reading/quantity.ts';
import { section } from '../reading/section.ts';
import { at, burstForms, forTime } from './effects.ts';
import { count, oneOf } from './fields.ts';
import { DISCIPLINES } from './queue.ts';

/** Descriptions of fields that lines and hauls share. */
export const DESCRIPTIONS = {
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

/** Builds the field `burst`. */
export const burst = () =>
  burstForms()
    .optional()
    .describe(
      'Mean length of loss bursts (Gilbert-Elliott): "12 ms" of time, whatever the traffic; a number counts packets of 4 ms, so 3 means the same; "3 packets" counts those on the line. Default: losses are independent.',
    );

/** Builds the field `discipline`. */
export const discipline = () =>
  oneOf(DISCIPLINES)
    .optional()
    .describe(
      'Queue discipline of the bottleneck: droptail (default), codel (RFC 8289), fq-codel (RFC 8290) or dualpi2 (RFC 9332). With settings of its own: `queue: {kind: ...}`.',
    );

/** Builds the field `mtu`. */
export const mtu = () =>
  count(576, 1500)
    .optional()
    .describe(
      'Largest IP packet that passes, in bytes, both ways. Larger ones that must not be fragmented are lost, and the sender is notified (ICMP).',
    );

/** Builds the field `icmp`. */
export const icmp = () =>
  z
    .literal('none', { error: 'none, or no `icmp` at all where routers answer' })
    .optional()
    .describe(
      'none: its routers send no ICMP errors, as behind many firewalls. What is larger than `mtu` vanishes (a path MTU black hole), and traceroute shows nothing.',
    );

/** Builds the field `udp`. */
export const udp = () =>
  z
    .literal('blocked', { error: 'blocked, or no `udp` at all where UDP passes' })
    .optional()
    .describe(
      'blocked: UDP is dropped both ways, but for DNS, as the firewalls of hotels and offices do; TCP passes. Media then needs ICE-TCP or TURN over TCP.',
    );

const SCALE_EXPECTED = 'a list of shares of the rate such as [1, 0.6, 0.3, 0.8], each above 0';

/** Builds the field `cycle`. */
export const cycle = () =>
  section('a cycle such as {every: 10 s, scale: [1, 0.6, 0.3, 0.8]}', {
    every: forTime().describe('Duration of each step.'),
    scale: z
      .array(z.number({ error: SCALE_EXPECTED }).gt(0, { error: SCALE_EXPECTED }), { error: SCALE_EXPECTED })
      .min(1, { error: SCALE_EXPECTED })
      .describe('Shares of the rate, one after the other and over again, from the opening of the measured window.'),
  })
    .optional()
    .describe('Rates that repeat in a cycle.');

/** Time of a step in a schedule. */
export const stepTime = {
  at: at().describe('Time since the measured window opened; later than that of the step before.'),
};

const LIST_EXPECTED = {
  schedule: 'a list of steps such as [{at: 10 s, down: 1 Mbps}]',
  spans: 'a list such as [{at: 20 s, for: 2 s}]',
};

/** Builds the field `schedule` from the schema of one step. */
export function steps<S extends z.ZodType>(step: S) {
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

/** Builds the field `blackouts`, with the names of the two directions. */
export const blackouts = <const W extends readonly string[]>(directions: W) =>
  spans(
    directions,
    'a blackout such as {at: 20 s, for: 2 s}',
    'Time during which no packet that enters arrives.',
  ).describe('Times in which every packet is lost.');

/** Builds the field `holds`, with the names of the two directions. */
export const holds = <const W extends readonly string[]>(directions: W) =>
  spans(directions, 'a hold such as {at: 20 s, for: 300 ms}', 'Time for which packets wait.').describe(
    'Times in which packets wait and none passes: in the queue of a rate, if there is one.',
  );

/** Builds the field `start`; `byDefault` says what its default is. */
export const start = (byDefault: string) =>
  oneOf(['beginning', 'anywhere'])
    .optional()
    .describe(
      `Position in the trace or cycle when the measured window opens: its beginning, or anywhere, drawn from seed and line. Default ${byDefault}.`,
    );

/** Builds the field `extends`. */
export function base(example: string) {
  return z
    .string({ error: `the name of a profile such as ${example}` })
    .optional()
    .describe('Named profile to start from; each field written beside it replaces that profile’s.');
}

/** Builds a hint on a single delay where one per direction is expected: it may mean each direction or the round trip. */
export const oneDelay = (there: string, back: string) => (got: unknown) =>
  typeof got !== 'string' || parseQuantity(got, 'time').type === 'refused'
    ? undefined
    : `${got} each way is {${there}: ${got}, ${back}: ${got}}; there and back together it is \`rtt: ${got}\``;

/** Builds the schema of a name of the catalog, or a profile written in place. */
export function nameOr<S extends z.ZodType>(profile: S, expected: string) {
  return z.union([z.string({ error: expected }), profile], { error: expected });
}
