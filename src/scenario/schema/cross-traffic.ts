import { z } from 'zod';
import { section } from '../reading/section.ts';
import { at, forTime } from './effects.ts';
import { count, DELAY_LIMITS, lineRate, oneOf, quantity } from './fields.ts';

const LIST = 'a list such as [{kind: udp, way: down, rate: 1 Mbps}]';
const FLOW = 'other traffic such as {kind: tcp, way: down} or {kind: udp, way: down, rate: 1 Mbps, on: 2 s, off: 3 s}';

/** Returns the schema of other traffic on a segment whose two directions have these names. */
export function crossTraffic<const W extends readonly string[]>(ways: W) {
  const flow = section(FLOW, {
    kind: oneOf(['udp', 'tcp', 'rtc']).describe(
      'udp: packets at a rate, come what may. tcp: a model of a download, which takes what it can get. rtc: a model of another WebRTC video stream.',
    ),
    way: oneOf(ways).describe('Which way it goes.'),
    flows: count(1, 100).optional().describe('How many of them. Default 1.'),
    rate: lineRate().optional().describe('udp: bit rate of each, in IP packets. rtc: highest bit rate of each.'),
    packet: count(64, 1500).optional().describe('udp: bytes of an IP packet. Default 1200.'),
    on: forTime().optional().describe('udp: it comes in bursts of this length on average. Left out: all the time.'),
    off: forTime().optional().describe('Pause between two bursts, or two transfers, on average.'),
    rtt: quantity('time', DELAY_LIMITS)
      .optional()
      .describe('tcp, rtc: round trip of its way without the wait here. Default that of this stretch, at least 1 ms.'),
    control: oneOf(['cubic', 'bbr'])
      .optional()
      .describe('tcp: its congestion control. cubic: RFC 9438, the default; bbr: version 1.'),
    ecn: z.boolean({ error: 'true or false' }).optional().describe('tcp: true: it understands ECN. Default false.'),
    least: quantity('size', { atLeast: '1500 B', example: '100 kB' })
      .optional()
      .describe('tcp: one transfer after the other, each at least so large. Left out: one without end.'),
    most: quantity('size', { atLeast: '1500 B', example: '1 MB' }).optional().describe('And at most so large.'),
    at: at().optional().describe('Begins so long after the measured window opened. Left out: it is always there.'),
    for: forTime().optional().describe('How long; left out: to the end. Needs `at`.'),
  });
  return z
    .array(flow, { error: LIST })
    .min(1, { error: LIST })
    .optional()
    .describe('Other traffic in the queue of the rate. It is emulated there and nowhere else, and counted apart.');
}
