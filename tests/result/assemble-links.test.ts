import { expect, it } from 'vitest';
import type { LinkSecond } from '../../src/model/recording/link-second.ts';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import { assembleLinks } from '../../src/result/assemble-links.ts';
import { pointsEach } from '../../src/result/points-each.ts';
import { buildTake } from '../build-recording.ts';

const FROM_MS = 1_000_000;

/** Builds a take of only one link's seconds, each ending slightly inside the next second of the window. */
function takeOf(seconds: readonly Partial<LinkSecond>[]): RecordedTake {
  const quiet = { link: 'a', inPackets: 100, inBytes: 100_000, outPackets: 100, outBytes: 90_000 };
  const base = buildTake({ seconds: 1 });
  return {
    ...base,
    window: { fromMs: FROM_MS, toMs: FROM_MS + seconds.length * 1000 },
    links: seconds.map((second, i) => ({
      type: 'links',
      atMs: FROM_MS + i * 1000 + 900,
      links: [{ ...quiet, lostRandom: 0, lostBurst: 0, lostQueue: 0, ...second }],
      shaper: { packets: 100, unaskedDrops: 0, unroutable: 0 },
    })),
  };
}

it('sums the counts of all seconds, and leaves out what a link does not do', () => {
  const [link] = assembleLinks(
    takeOf([
      { lostQueue: 3, outPackets: 97, queueDelayP50Ms: 10, queueDelayP95Ms: 40, queueDelayMaxMs: 50, meanDelayMs: 20 },
      { lostBurst: 60, lostBlackout: 40, outPackets: 3, queueDelayP50Ms: 90, queueDelayMaxMs: 95, meanDelayMs: 120 },
    ]),
    600,
  );
  expect(link).toMatchObject({ inPackets: 200, outPackets: 100, outBytes: 180_000, lostQueue: 3, lostBurst: 60 });
  expect(link).toMatchObject({ lostBlackout: 40, queueDelayP50Ms: 10, queueDelayP95Ms: 40, queueDelayMaxMs: 95 });
  expect(link?.meanDelayMs).toBeCloseTo((20 * 97 + 120 * 3) / 100, 12);
  for (const field of ['duplicated', 'corrupted', 'reordered', 'leastRateBps']) expect(link).not.toHaveProperty(field);
  expect(link?.course.map(({ second }) => second)).toEqual([0, 1]);
  expect(link?.course[0]).not.toHaveProperty('lostBlackout');
});

it('leaves out what was counted before and after the window', () => {
  const take = takeOf([{}, {}]);
  const moved = { ...take, links: take.links.map((line, i) => ({ ...line, atMs: FROM_MS + (i === 0 ? 0 : 2600) })) };
  expect(assembleLinks(moved, 600)).toEqual([]);
});

it('keeps the worst second of each stretch of a long take, and every count', () => {
  const seconds = Array.from({ length: 100 }, (_, i) => ({
    lostRandom: 1,
    queueDelayMaxMs: i === 57 ? 400 : 2,
    rateBps: i === 33 ? 1e5 : 5e6,
  }));
  const [link] = assembleLinks(takeOf(seconds), 10);
  expect(link?.stretchSeconds).toBe(10);
  expect(link?.course).toHaveLength(10);
  expect(link?.course.map(({ lostRandom }) => lostRandom)).toEqual(Array(10).fill(10));
  expect(link?.course[5]).toMatchObject({ second: 50, queueDelayMaxMs: 400, rateBps: 5e6 });
  expect(link?.course[3]?.rateBps).toBe(1e5);
  expect(link).toMatchObject({ leastRateBps: 1e5, mostRateBps: 5e6 });
});

it('gives a small rehearsal every second of ten minutes, and three takes of fifty viewers no more than a file can hold', () => {
  expect(pointsEach(14)).toBe(600);
  const links = 3 * (2 + 8 * 2 + 50 * 2);
  expect(pointsEach(links) * links).toBeLessThanOrEqual(100_000);
  expect(pointsEach(1_000_000)).toBe(60);
});
