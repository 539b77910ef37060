import { z } from 'zod';
import { REFERENCE_PACKET_MS } from '../../model/scenario/reference-packet.ts';
import { describeQuantity, type Parsed, parseQuantity, quantityPattern } from '../reading/quantity.ts';
import { section } from '../reading/section.ts';
import { delay, oneOf, parsedText, quantity, share } from './fields.ts';

/** Builds the schema of a line's value: one for both directions, or {down, up}. `forms` are the forms a value may take. */
export const lineDirections = eachDirection(['down', 'up']);

/** Builds the schema of a haul's value: one for both directions, or {out, back}. `forms` are the forms a value may take. */
export const haulDirections = eachDirection(['out', 'back']);

function eachDirection<const D extends string>(names: readonly [D, D]) {
  return <const F extends readonly z.ZodType[]>(forms: F, noun: string, example: string) => {
    const error = `${noun} such as ${example}`;
    const one = () => z.union(forms, { error }).optional();
    const fields = { [names[0]]: one(), [names[1]]: one() } as Record<D, ReturnType<typeof one>>;
    const written = `{${names[0]}: ..., ${names[1]}: ...}`;
    return z.union([...forms, someOf(section(`${noun} ${written}`, fields), noun)], {
      error: `${error}, or ${written}`,
    });
  };
}

/** Refuses a map without any of its directions, which would silently mean nothing. */
function someOf<S extends z.ZodType<object>>(directions: S, noun: string): S {
  return directions.check(({ value, issues }) => {
    if (issues.length === 0 && Object.values(value).every((each) => each === undefined))
      issues.push({ code: 'custom', message: `${noun} for one direction at least`, input: value });
  });
}

/** Builds the schema of a Gilbert-Elliott chain with all its parameters. */
const chain = () =>
  section('a chain such as {p: 1 %, r: 30 %}', {
    p: share().describe('Probability of going from good to bad in each 4 ms, the time of a packet at 2 Mbps.'),
    r: share().optional().describe('Probability of going from bad to good in each 4 ms. Default 100 % - p: no memory.'),
    inBad: share().optional().describe('Loss in the bad state. Default 100 %.'),
    inGood: share().optional().describe('Loss in the good state. Default 0 %.'),
    perPacket: z
      .boolean({ error: 'true or false' })
      .optional()
      .describe(
        'true: p and r apply to each packet on the line, as in netem and most publications. Default false: to each 4 ms, whatever the traffic.',
      ),
  });

/** Noun and example of each effect, and below it the forms that its value may take. */
export const LOSS = ['a loss', '"0.5 %" or {p: 1 %, r: 30 %}'] as const;
export const lossForms = () => [share(), chain()] as const;

/** Mean burst length as written. A plain number counts packets of the reference stream, 4 ms each. */
export type WrittenBurst = number | { readonly ms: number } | { readonly packets: number };

const BURST_LIMITS = {
  time: { atLeast: `${REFERENCE_PACKET_MS} ms`, atMost: '60 s', example: '12 ms' },
  packets: { atLeast: '1 packet', example: '3 packets' },
} as const;
const BURST_EXPECTED = `a mean burst: ${describeQuantity('time', BURST_LIMITS.time)}; "3 packets" of the line's own; or a number from 1 on, each of ${REFERENCE_PACKET_MS} ms`;
const BURST_PATTERN = (['time', 'packets'] as const).map(quantityPattern).join('|');

export const burstForms = () =>
  z.union(
    [
      z.number({ error: BURST_EXPECTED }).min(1, { error: BURST_EXPECTED }),
      parsedText(BURST_EXPECTED, BURST_PATTERN, parseBurst),
    ],
    { error: BURST_EXPECTED },
  );

function parseBurst(text: string): Parsed<WrittenBurst> {
  const time = parseQuantity(text, 'time', BURST_LIMITS.time);
  if (time.type === 'ok') return { type: 'ok', value: { ms: time.value } };
  const packets = parseQuantity(text, 'packets', BURST_LIMITS.packets);
  if (packets.type === 'ok') return { type: 'ok', value: { packets: packets.value } };
  return { type: 'refused', expected: BURST_EXPECTED, ...(time.hint === undefined ? {} : { hint: time.hint }) };
}

const DISTRIBUTIONS = ['uniform', 'normal', 'pareto'] as const;

export const JITTER = ['a jitter', '"20 ms" or {amount: 20 ms, distribution: normal}'] as const;
export const jitterForms = () =>
  [
    delay(),
    section('a jitter such as {amount: 20 ms, distribution: normal}', {
      amount: delay().describe(
        'Amount, drawn as netem does. Uniform: up to this much more or less; normal: standard deviation; pareto: netem’s scale.',
      ),
      distribution: oneOf(DISTRIBUTIONS).optional().describe('Default uniform.'),
      reordering: z
        .boolean({ error: 'true or false' })
        .optional()
        .describe('true: each packet draws its own jitter and may overtake. Default false: drawn each ms, in order.'),
    }),
  ] as const;

export const SHARE = ['a share', '"0.1 %"'] as const;
export const shareForms = () => [share()] as const;

const GAP_EXPECTED = 'a whole number of packets from 1 on';

export const REORDER = ['a share', '"1 %" or {share: 1 %, late: 20 ms}'] as const;
export const reorderForms = () =>
  [
    share(),
    section('packets out of order such as {share: 100 %, gap: 5} or {share: 1 %, late: 20 ms}', {
      share: share().describe('Share of the candidates that are reordered.'),
      gap: z
        .int({ error: GAP_EXPECTED })
        .min(1, { error: GAP_EXPECTED })
        .optional()
        .describe('Number of packets from one candidate to the next. Default 1.'),
      late: quantity('time', { atLeast: '1 ms', atMost: '10 s', example: '20 ms' })
        .optional()
        .describe('Extra delay of the reordered packets, instead of skipping the delay.'),
    }),
  ] as const;

export const TRACE = ['a trace file', 'lte-drive.trace'] as const;
export const traceForms = () => {
  const error = 'the name of a trace file such as lte-drive.trace';
  return [z.string({ error }).min(1, { error })] as const;
};

/** Builds the schema of a time since the measured window opened, in ms. */
export const at = () => quantity('time', { atLeast: '0 s', example: '20 s' });
/** Builds the schema of a duration, in ms. */
export const forTime = () => quantity('time', { atLeast: '1 ms', example: '2 s' });
