import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/network.ts';
import { meanVideoBps, playDownlinks, type ViewerCourse, waitP95Ms } from './play-downlinks.ts';

const KBPS = 1000;
const STREAMS_BPS = [350 * KBPS, 700 * KBPS, 1800 * KBPS];
/** Headers of RTP, UDP and IP at 1100 bytes of payload, and the sound. */
const ON_THE_WIRE = 1.07;
const SOUND_BPS = 92 * KBPS;
/** A layer that takes more of a line than this is not what the line allows: frames and keyframes are not all of one size. */
const USABLE = 0.85;
const SETTLED_S = 5;

/** The rate of the highest stream that a share of the line carries. */
function allowedBps(lineBps: number): number {
  return STREAMS_BPS.findLast((bps) => bps * ON_THE_WIRE + SOUND_BPS <= lineBps * USABLE) ?? STREAMS_BPS[0] ?? 0;
}

type Steps = readonly (readonly [seconds: number, mbps: number])[];

/** RFC 8867's lines: 50 ms each way, 300 ms of queue. */
function line(steps: Steps, effects: Partial<LinkProfile> = {}): Partial<LinkProfile> {
  const rateSteps = { steps: steps.map(([seconds, mbps]) => ({ atMs: seconds * 1000, rateBps: mbps * 1e6 })) };
  return { delayMs: 50, queueMs: 300, rateBps: (steps[0]?.[1] ?? 0) * 1e6, rateSteps, ...effects };
}

/** How often the direction of switching changed. */
function turnsIn(switches: ViewerCourse['switches'], fromMs: number, toMs: number): number {
  const ups = switches
    .filter(({ atMs, reason }) => atMs >= fromMs && atMs < toMs && reason !== 'start')
    .map(({ reason }) => reason === 'room');
  return ups.slice(1).filter((up, i) => up !== ups[i]).length;
}

/** Of each stretch between steps, from 5 s after its beginning on. */
function settledStretches(steps: Steps, endS: number, courses: readonly ViewerCourse[]) {
  return steps.map(([fromS, mbps], i) => {
    const toS = steps[i + 1]?.[0] ?? endS;
    const used = courses.reduce((sum, course) => sum + meanVideoBps(course, fromS + SETTLED_S, toS), 0);
    const allowed = courses.length * allowedBps((mbps * 1e6) / courses.length);
    const waits = courses.map((course) => waitP95Ms(course, (fromS + SETTLED_S) * 1000, toS * 1000));
    // Up and down again, or the other way round, in one stretch of an even line.
    const turns = courses.map(({ switches }) => turnsIn(switches, fromS * 1000, toS * 1000));
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
    // Once it takes a keyframe's burst with a loss for too much, and is back a moment later.
    ['5.1 with 1 % of random loss', { loss: { type: 'random', lossFraction: 0.01 } }, 2],
  ] as const)(
    '%s: in 5 s uses what the line allows, with short queues, and does not go back and forth',
    (_, effects, mostTurns) => {
      const courses = playDownlinks({ seconds: 100, viewers: 1, streamsBps: STREAMS_BPS, out: line(SINGLE, effects) });
      for (const stretch of settledStretches(SINGLE, 100, courses)) {
        expect.soft(stretch.utilisation, JSON.stringify(stretch)).toBeGreaterThan(0.8);
        expect.soft(stretch.waitP95Ms, JSON.stringify(stretch)).toBeLessThan(100);
        expect.soft(stretch.turns, JSON.stringify(stretch)).toBeLessThanOrEqual(mostTurns);
      }
    },
  );

  it('5.2: two viewers share a line, and neither goes back and forth', () => {
    // 300 ms of the least rate. At 1 Mbps both viewers' smallest pictures leave 7 % to drain a buffer by, whatever they choose.
    const out = line(SHARED, { queueMs: 75 });
    const courses = playDownlinks({ seconds: 125, viewers: 2, streamsBps: STREAMS_BPS, out });
    for (const stretch of settledStretches(SHARED, 125, courses)) {
      expect.soft(stretch.utilisation, JSON.stringify(stretch)).toBeGreaterThan(0.8);
      expect.soft(stretch.waitP95Ms, JSON.stringify(stretch)).toBeLessThan(100);
      expect.soft(stretch.turns, JSON.stringify(stretch)).toBeLessThanOrEqual(1);
    }
  });

  it('5.3: does as well when the way of the feedback is congested too', () => {
    const out: Steps = [
      [0, 2],
      [20, 1],
      [40, 0.6],
      [60, 2],
    ];
    const back = line([
      [0, 2],
      [35, 0.8],
      [70, 2],
    ]);
    const courses = playDownlinks({ seconds: 100, viewers: 1, streamsBps: STREAMS_BPS, out: line(out), back });
    for (const stretch of settledStretches(out, 100, courses)) {
      expect.soft(stretch.utilisation, JSON.stringify(stretch)).toBeGreaterThan(0.8);
      expect.soft(stretch.waitP95Ms, JSON.stringify(stretch)).toBeLessThan(100);
    }
  });
});

describe('a downlink', () => {
  const switchesOf = (out: Partial<LinkProfile>, seconds = 60) =>
    playDownlinks({ seconds, viewers: 1, streamsBps: STREAMS_BPS, out })[0]?.switches.map(
      ({ encoding, reason }) => `${encoding} ${reason}`,
    );

  it('that nothing limits is at the highest layer in 3 s, and stays there', () => {
    const [course] = playDownlinks({ seconds: 30, viewers: 1, streamsBps: STREAMS_BPS, out: { delayMs: 100 } });
    expect(course?.switches.map(({ encoding, reason }) => `${encoding} ${reason}`)).toEqual([
      '0 start',
      '1 room',
      '2 room',
    ]);
    expect(course?.switches.at(-1)?.atMs).toBeLessThan(3000);
  });

  it.each([1.3, 1.6, 1.9, 2.05])(
    'of %d Mbps, below what the highest layer needs, does not try it out on the viewer',
    (mbps) => {
      expect(switchesOf({ delayMs: 50, queueMs: 300, rateBps: mbps * 1e6 })).toEqual(['0 start', '1 room']);
    },
  );

  it('that loses 5 % at random stays where it is', () => {
    const loss = { type: 'random', lossFraction: 0.05 } as const;
    expect(switchesOf({ delayMs: 50, queueMs: 300, rateBps: 3e6, loss })).toEqual(['0 start', '1 room', '2 room']);
  });

  it('whose queue is too short for bursts tries the higher layer ever more rarely', () => {
    const times = playDownlinks({
      ...{ seconds: 120, viewers: 1, streamsBps: STREAMS_BPS },
      out: { delayMs: 50, queueMs: 30, rateBps: 1.2e6 },
    })[0]?.switches.filter(({ reason }) => reason === 'room');
    expect(times?.length).toBeLessThan(6);
  });
});
