import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { meanVideoBps, simulateDownlinks, type ViewerTrace, waitP95Ms } from './simulate-downlinks.ts';

const KBPS = 1000;
const STREAMS_BPS = [350 * KBPS, 700 * KBPS, 1800 * KBPS];
/** Overhead of RTP, UDP and IP headers at 1100 bytes of payload, and of audio. */
const WIRE_OVERHEAD = 1.07;
const AUDIO_BPS = 92 * KBPS;
/** Largest share of a link that a layer may take: frames and keyframes vary in size. */
const USABLE = 0.85;
const SETTLED_S = 5;

/** Returns the rate of the highest stream that fits a share of the link. */
function allowedBps(linkBps: number): number {
  return STREAMS_BPS.findLast((bps) => bps * WIRE_OVERHEAD + AUDIO_BPS <= linkBps * USABLE) ?? STREAMS_BPS[0] ?? 0;
}

type Steps = readonly (readonly [seconds: number, mbps: number])[];

/** Returns a link of RFC 8867: 50 ms in each direction, 300 ms of queue. */
function linkOf(steps: Steps, effects: Partial<LinkProfile> = {}): Partial<LinkProfile> {
  const rateSteps = { steps: steps.map(([seconds, mbps]) => ({ atMs: seconds * 1000, rateBps: mbps * 1e6 })) };
  return { delayMs: 50, queueMs: 300, rateBps: (steps[0]?.[1] ?? 0) * 1e6, rateSteps, ...effects };
}

/** Counts how often the direction of switching changed. */
function countTurns(switches: ViewerTrace['switches'], fromMs: number, toMs: number): number {
  const ups = switches
    .filter(({ atMs, reason }) => atMs >= fromMs && atMs < toMs && reason !== 'start')
    .map(({ reason }) => reason === 'room');
  return ups.slice(1).filter((up, i) => up !== ups[i]).length;
}

/** Returns the intervals between steps, each from 5 s after its start. */
function settledIntervals(steps: Steps, endS: number, traces: readonly ViewerTrace[]) {
  return steps.map(([fromS, mbps], i) => {
    const toS = steps[i + 1]?.[0] ?? endS;
    const used = traces.reduce((sum, trace) => sum + meanVideoBps(trace, fromS + SETTLED_S, toS), 0);
    const allowed = traces.length * allowedBps((mbps * 1e6) / traces.length);
    const waits = traces.map((trace) => waitP95Ms(trace, (fromS + SETTLED_S) * 1000, toS * 1000));
    // Up and down again, or the other way round, within one interval of constant capacity.
    const turns = traces.map(({ switches }) => countTurns(switches, fromS * 1000, toS * 1000));
    return { fromS, mbps, utilisation: used / allowed, waitP95Ms: Math.max(...waits), turns: Math.max(...turns) };
  });
}

const SINGLE: Steps = [
  [0, 1],
  [40, 2.5],
  [60, 0.6],
  [80, 1],
];
const SHARED: Steps = [
  [0, 4],
  [25, 2],
  [50, 3.5],
  [75, 1],
  [100, 2],
];

describe('downlinks over RFC 8867 schedules', () => {
  it.each([
    ['5.1', {}, 0],
    ['5.1 with jitter of normal distribution', { jitterMs: 5, jitterDistribution: 'normal' }, 0],
    ['5.1 with jitter of 10 ms', { jitterMs: 10 }, 0],
    // Once, a keyframe's burst together with a loss looks like overuse; it recovers a moment later.
    ['5.1 with 1 % of random loss', { loss: { type: 'random', lossFraction: 0.01 } }, 2],
  ] as const)(
    '%s: within 5 s uses what the link allows, with short queues and without oscillating',
    (_, effects, mostTurns) => {
      const traces = simulateDownlinks({
        seconds: 100,
        viewers: 1,
        streamsBps: STREAMS_BPS,
        out: linkOf(SINGLE, effects),
      });
      for (const interval of settledIntervals(SINGLE, 100, traces)) {
        expect.soft(interval.utilisation, JSON.stringify(interval)).toBeGreaterThan(0.8);
        expect.soft(interval.waitP95Ms, JSON.stringify(interval)).toBeLessThan(100);
        expect.soft(interval.turns, JSON.stringify(interval)).toBeLessThanOrEqual(mostTurns);
      }
    },
  );

  it('5.2: two viewers share a link without oscillating', () => {
    // 300 ms of the lowest rate. At 1 Mbps both viewers' smallest pictures leave 7 % to drain a buffer, whatever they
    // choose.
    const out = linkOf(SHARED, { queueMs: 75 });
    const traces = simulateDownlinks({ seconds: 125, viewers: 2, streamsBps: STREAMS_BPS, out });
    for (const interval of settledIntervals(SHARED, 125, traces)) {
      expect.soft(interval.utilisation, JSON.stringify(interval)).toBeGreaterThan(0.8);
      expect.soft(interval.waitP95Ms, JSON.stringify(interval)).toBeLessThan(100);
      expect.soft(interval.turns, JSON.stringify(interval)).toBeLessThanOrEqual(1);
    }
  });

  it('5.3: does as well when the feedback path is congested too', () => {
    const out: Steps = [
      [0, 2],
      [20, 1],
      [40, 0.6],
      [60, 2],
    ];
    const back = linkOf([
      [0, 2],
      [35, 0.8],
      [70, 2],
    ]);
    const traces = simulateDownlinks({ seconds: 100, viewers: 1, streamsBps: STREAMS_BPS, out: linkOf(out), back });
    for (const interval of settledIntervals(out, 100, traces)) {
      expect.soft(interval.utilisation, JSON.stringify(interval)).toBeGreaterThan(0.8);
      expect.soft(interval.waitP95Ms, JSON.stringify(interval)).toBeLessThan(100);
    }
  });
});

describe('a downlink', () => {
  const switchesOf = (out: Partial<LinkProfile>, seconds = 60) =>
    simulateDownlinks({ seconds, viewers: 1, streamsBps: STREAMS_BPS, out })[0]?.switches.map(
      ({ encoding, reason }) => `${encoding} ${reason}`,
    );

  it('without a limit reaches the highest layer in 3 s and stays there', () => {
    const [trace] = simulateDownlinks({ seconds: 30, viewers: 1, streamsBps: STREAMS_BPS, out: { delayMs: 100 } });
    expect(trace?.switches.map(({ encoding, reason }) => `${encoding} ${reason}`)).toEqual([
      '0 start',
      '1 room',
      '2 room',
    ]);
    expect(trace?.switches.at(-1)?.atMs).toBeLessThan(3000);
  });

  it.each([1.3, 1.6, 1.9, 2.05])(
    'of %d Mbps, below what the highest layer needs, does not try that layer on the viewer',
    (mbps) => {
      expect(switchesOf({ delayMs: 50, queueMs: 300, rateBps: mbps * 1e6 })).toEqual(['0 start', '1 room']);
    },
  );

  it('with 5 % random loss stays on its layer', () => {
    const loss = { type: 'random', lossFraction: 0.05 } as const;
    expect(switchesOf({ delayMs: 50, queueMs: 300, rateBps: 3e6, loss })).toEqual(['0 start', '1 room', '2 room']);
  });

  it('whose queue is too short for bursts retries the higher layer at growing intervals', () => {
    const times = simulateDownlinks({
      ...{ seconds: 120, viewers: 1, streamsBps: STREAMS_BPS },
      out: { delayMs: 50, queueMs: 30, rateBps: 1.2e6 },
    })[0]?.switches.filter(({ reason }) => reason === 'room');
    expect(times?.length).toBeLessThan(6);
  });
});
