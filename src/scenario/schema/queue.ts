import { z } from 'zod';
import { describeQuantity, type Parsed, parseQuantity, quantityPattern } from '../reading/quantity.ts';
import { section } from '../reading/section.ts';
import { count, oneOf, parsedText, quantity } from './fields.ts';

/** Ms of the rate, or a size. */
export type WrittenQueueSize = number | { readonly bytes: number } | { readonly packets: number };

/** Disciplines by the names under which they are known. */
export const DISCIPLINES = ['droptail', 'codel', 'fq-codel', 'dualpi2'] as const;

/** A queue with its discipline. */
export interface WrittenDiscipline {
  readonly kind: (typeof DISCIPLINES)[number];
  readonly size?: WrittenQueueSize | undefined;
  readonly target?: number | undefined;
  readonly interval?: number | undefined;
  readonly ecn?: boolean | undefined;
  readonly step?: number | undefined;
  readonly flows?: number | undefined;
  readonly quantum?: number | undefined;
}

export type WrittenQueue = WrittenQueueSize | WrittenDiscipline;

const QUEUE_LIMIT = { time: { atLeast: '1 ms', atMost: '60 s' }, size: { atLeast: '1500 B' } } as const;
const QUEUE_EXPECTED = [
  describeQuantity('time', QUEUE_LIMIT.time),
  describeQuantity('size', QUEUE_LIMIT.size),
  'or a whole number of packets such as "50 packets", at least 1',
].join('; ');
const QUEUE_PATTERN = (['time', 'size', 'packets'] as const).map(quantityPattern).join('|');
/** Times of an active queue management; beyond them it is a slip of the unit. */
const AQM_TIME = { atLeast: '1 ms', atMost: '10 s' } as const;

const size = () => parsedText(QUEUE_EXPECTED, QUEUE_PATTERN, parseQueue);

export const QUEUE = ['a queue', '"300 ms", "64 kB", "50 packets" or {kind: fq-codel}'] as const;
export const queueForms = () =>
  [
    size(),
    section('a queue such as {kind: fq-codel, size: 300 ms, ecn: true}', {
      kind: oneOf(DISCIPLINES).describe(
        'What drops from it: droptail what finds no room; codel (RFC 8289) what has waited too long; fq-codel (RFC 8290) the same, with a queue for each flow; dualpi2 (RFC 9332) has one queue for L4S packets and one for the others, and marks.',
      ),
      size: size().optional().describe('What it holds. Default 300 ms beside a rate.'),
      target: quantity('time', { ...AQM_TIME, example: '5 ms' })
        .optional()
        .describe('Acceptable wait. Default 5 ms, of dualpi2 15 ms.'),
      interval: quantity('time', { ...AQM_TIME, example: '100 ms' })
        .optional()
        .describe('How long the wait must have been too long before the first drop. Default 100 ms.'),
      ecn: z
        .boolean({ error: 'true or false' })
        .optional()
        .describe('true: packets whose sender understands ECN are marked instead of dropped. Default false.'),
      step: quantity('time', { ...AQM_TIME, example: '1 ms' })
        .optional()
        .describe('L4S: packets with ECT(1) are marked once they have waited longer than this. Left out: not.'),
      flows: count(1, 65_536).optional().describe('fq-codel: number of queues. Default 1024.'),
      quantum: count(300, 9000).optional().describe('fq-codel: bytes of a flow’s turn. Default 1514.'),
    }),
  ] as const;

function parseQueue(text: string): Parsed<WrittenQueueSize> {
  const time = parseQuantity(text, 'time', QUEUE_LIMIT.time);
  if (time.type === 'ok') return time;
  const bytes = parseQuantity(text, 'size', QUEUE_LIMIT.size);
  if (bytes.type === 'ok') return { type: 'ok', value: { bytes: bytes.value } };
  const packets = parseQuantity(text, 'packets', { atLeast: '1 packet' });
  if (packets.type === 'ok' && Number.isInteger(packets.value))
    return { type: 'ok', value: { packets: packets.value } };
  const hint = [time, bytes].flatMap((each) => (each.type === 'refused' && each.hint !== undefined ? [each.hint] : []));
  return { type: 'refused', expected: QUEUE_EXPECTED, ...(hint[0] === undefined ? {} : { hint: hint[0] }) };
}
