import type { CrossFlow } from '../../model/scenario/cross-flow.ts';
import type { Direction } from '../../model/scenario/network.ts';
import type { Notes, Path } from '../reading/notes.ts';
import { diagnostic } from '../reading/notes.ts';
import type { Directed, DirectedCrossTraffic } from './directed.ts';

const PACKET_BYTES = 1200;
const LEAST_RTT_MS = 1;

/** Returns the flows of one direction. `rttMs`: round trip of the stretch. */
export function crossFlows(written: readonly DirectedCrossTraffic[], way: Direction, rttMs: number): CrossFlow[] {
  return written
    .filter(({ direction }) => direction === way)
    .flatMap((entry) => Array.from({ length: entry.flows ?? 1 }, () => crossFlow(entry, rttMs)));
}

function crossFlow(entry: DirectedCrossTraffic, stretchMs: number): CrossFlow {
  const { kind, rate = 0, packet = PACKET_BYTES, on, off, rtt, control, ecn, least, most, at, for: forMs } = entry;
  const times = {
    ...(at !== undefined && { fromMs: at }),
    ...(at !== undefined && forMs !== undefined && { toMs: at + forMs }),
  };
  if (kind === 'udp') {
    const bursts = on === undefined || off === undefined ? {} : { onMs: on, offMs: off };
    return { type: 'udp', rateBps: rate, packetBytes: packet, ...bursts, ...times };
  }
  const rttMs = Math.max(LEAST_RTT_MS, rtt ?? stretchMs);
  if (kind === 'rtc') return { type: 'rtc', rttMs, mostBps: rate, ...times };
  const sizes = least ?? most;
  const transfers =
    sizes === undefined || off === undefined
      ? {}
      : { transfers: { leastBytes: least ?? sizes, mostBytes: most ?? sizes, pauseMs: off } };
  return {
    type: 'tcp',
    rttMs,
    ...(control === 'bbr' && { control }),
    ...(ecn === true && { ecn }),
    ...transfers,
    ...times,
  };
}

/** Keys that each kind of other traffic has beyond its way, number and times. */
const KEYS = {
  udp: ['rate', 'packet', 'on', 'off'],
  tcp: ['rtt', 'control', 'ecn', 'least', 'most', 'off'],
  rtc: ['rate', 'rtt'],
} as const;
const ALL_KEYS = ['rate', 'packet', 'on', 'off', 'rtt', 'control', 'ecn', 'least', 'most'] as const;

/** Notes other traffic that contradicts itself or its line, and warns of UDP that fills it. */
export function checkCrossTraffic(directed: Directed, path: Path, notes: Notes): void {
  const { crossTraffic, rate, trace, keys, radio } = directed;
  for (const [n, entry] of crossTraffic.entries()) {
    const refuse = (key: string, expected: string, got: string) =>
      notes.diagnostics.push(diagnostic([...path, 'crossTraffic', n, key], expected, got));
    const { kind, direction, on, off, least, most, at } = entry;
    if (rate[direction] === undefined && trace[direction] === undefined)
      refuse('way', `a way with a rate: it shares the queue of one`, `\`${keys[direction]}\` without a rate`);
    const own: readonly string[] = KEYS[kind];
    for (const key of ALL_KEYS)
      if (entry[key] !== undefined && !own.includes(key))
        refuse(key, `no \`${key}\` beside kind ${kind}`, `\`${key}\``);
    if (kind !== 'tcp' && entry.rate === undefined) refuse('rate', `a \`rate\` beside kind ${kind}`, 'none');
    if (entry.control === 'bbr' && entry.ecn === true)
      refuse('ecn', 'no `ecn` beside bbr, whose version 1 ignores marks', 'both');
    if (kind === 'udp' && (on === undefined) !== (off === undefined))
      refuse(on === undefined ? 'off' : 'on', 'both `on` and `off`, or none', 'one of them');
    const sizes = least !== undefined || most !== undefined;
    if (kind === 'tcp' && sizes !== (off !== undefined))
      refuse(sizes ? 'least' : 'off', 'a size (`least`, `most`) and `off`, or none', 'one of them');
    if (least !== undefined && most !== undefined && least > most)
      refuse('most', `at least the ${least} B of \`least\``, `${most} B`);
    if (entry.for !== undefined && at === undefined) refuse('for', '`at` beside it', 'a length without a beginning');
    if (radio?.promotion !== undefined)
      refuse('kind', 'no `radio.promotion` beside it: other traffic keeps the radio awake', 'both');
  }
  for (const way of ['out', 'back'] as const) {
    const udp = crossTraffic.filter(
      ({ kind, direction, on }) => kind === 'udp' && direction === way && on === undefined,
    );
    const takenBps = udp.reduce((sum, entry) => sum + (entry.rate ?? 0) * (entry.flows ?? 1), 0);
    const rateBps = rate[way] ?? Number.POSITIVE_INFINITY;
    if (takenBps >= rateBps)
      notes.warnings.push({
        path: [...path, 'crossTraffic'],
        text: `UDP of ${takenBps / 1e6} Mbps takes all of the ${rateBps / 1e6} Mbps of \`${keys[way]}\`: the queue is full, and what arrives is chance`,
      });
  }
}
