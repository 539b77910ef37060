import { expect, test } from 'vitest';
import type { Crossing } from '../../src/line/crossing.ts';
import { estimateLine } from '../../src/line/estimate-line.ts';
import { estimateLoss } from '../../src/line/estimate-loss.ts';
import { estimateQueue } from '../../src/line/estimate-queue.ts';
import { estimateRate } from '../../src/line/estimate-rate.ts';
import { medianFigure, shareFigure } from '../../src/line/statistics.ts';

const train = (gapSentMs: number, gapCameMs: number, packets = 11): Crossing[] =>
  Array.from({ length: packets }, (_, n) => ({ sentMs: n * gapSentMs, receivedMs: 50 + n * gapCameMs, bytes: 1250 }));

test('ten packets of 1250 bytes in 20 ms after the first are 5 Mbps', () => {
  // 10 * 1250 * 8 bit = 100,000 bit; over 10 * 2 ms = 0.02 s.
  expect(estimateRate([train(0.1, 2)])?.value).toBeCloseTo(5e6);
});

test('a train that came as slowly as it was sent is only a lower bound', () => {
  expect(estimateRate([train(2, 2), train(2, 2)])).toEqual({
    value: 5e6,
    least: 5e6,
    most: Number.POSITIVE_INFINITY,
  });
});

test('the median train counts, not the one that met a jump', () => {
  expect(estimateRate([train(0.1, 2), train(0.1, 2), train(0.1, 0.5)])?.value).toBeCloseTo(5e6);
});

test('nothing that came is no rate, no queue, no delay: never zero', () => {
  const lost = train(0.1, 2).map((probe) => ({ ...probe, receivedMs: undefined }));
  expect(estimateRate([lost])).toBeUndefined();
  expect(estimateQueue(lost, 5e6, 0)).toEqual({});
  const none = { singles: lost, trains: [lost], fill: lost };
  const line = estimateLine({ atMs: 7, up: none, down: none, roundTripsMs: [] });
  expect(line.rttMs).toBeUndefined();
  expect(line.up.jitterMs).toBeUndefined();
  expect(line.up.lossFraction?.value).toBe(1);
});

test('a buffer that never overflowed is at least as long as the longest wait', () => {
  // Sent each 1 ms, come each 2 ms: the last of 100 waited 99 ms, and no stretch lost a packet.
  const { queueMs } = estimateQueue(train(1, 2, 100), 5e6, 0);
  expect(queueMs?.most).toBe(Number.POSITIVE_INFINITY);
  expect(queueMs?.least).toBeGreaterThan(80);
  expect(queueMs?.least).toBeLessThanOrEqual(99);
});

test('where every other packet finds no room, the wait of the others is the buffer', () => {
  // 5 Mbps: 2 ms a packet. After a climb to 60 ms every second packet is lost, and the others wait 60 to 62 ms.
  const fill = Array.from({ length: 300 }, (_, n): Crossing => {
    const waits = Math.min(n, 61);
    return { sentMs: n, receivedMs: n > 61 && n % 2 === 1 ? undefined : n + 40 + waits, bytes: 1250 };
  });
  const { queueMs, queueBytes } = estimateQueue(fill, 5e6, 0);
  expect(queueMs?.value).toBeCloseTo(60, 0);
  // 60 ms of 5 Mbps.
  expect(queueBytes?.value).toBeCloseTo(37_500, -3);
});

test('losses in fours, 12 ms and more apart, are a chain with bursts of 16 ms; each twentieth alone is none', () => {
  const probes = (isLost: (n: number) => boolean) =>
    Array.from(
      { length: 8000 },
      (_, n): Crossing => ({ sentMs: 4 * n, receivedMs: isLost(n) ? undefined : 4 * n + 9, bytes: 72 }),
    );
  const inFours = estimateLoss(probes((n) => n % 80 < 4));
  expect(inFours.lossFraction?.value).toBe(0.05);
  // Three of four are followed by a loss: 0.75 = 0.05 + 0.95 m, m = 0.737, r = 0.95 * 0.263 = 0.25, so 4 steps of 4 ms.
  expect(inFours.chain?.burstMs.value).toBeCloseTo(16, 0);
  expect(estimateLoss(probes((n) => n % 20 === 0)).chain).toBeUndefined();
});

test('intervals are those of the textbook', () => {
  // Wilson's for 10 of 100: 0.055 to 0.174.
  expect(shareFigure(10, 100)).toMatchObject({ least: expect.closeTo(0.0552, 3), most: expect.closeTo(0.1744, 3) });
  // Median of 9: the second and the eighth, 96.1 %.
  expect(medianFigure([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ value: 5, least: 2, most: 8 });
});
