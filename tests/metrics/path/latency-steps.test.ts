import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import { bufferDelay } from '../../../src/metrics/path/buffer-delay.ts';
import { latency } from '../../../src/metrics/path/latency.ts';
import { findLatencySteps, findLevelChanges } from '../../../src/metrics/path/latency-steps.ts';
import { lipSyncHold } from '../../../src/metrics/path/lip-sync-hold.ts';
import type { RecordedTake } from '../../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { buildTake, secondOf, viewerOf } from '../../build-recording.ts';

const points = (values: readonly (number | undefined)[]) => values.map((value, second) => ({ second, value }));
const found = (values: readonly (number | undefined)[]) =>
  findLevelChanges(points(values)).map(({ second, fromMs, toMs }) => [second, fromMs, toMs]);
const level = (ms: number, seconds: number) => new Array<number>(seconds).fill(ms);
/** Repeats, so that half of the values are 4 ms from the middle one. */
const noisy = (ms: number, seconds: number) => level(ms, seconds).map((one, i) => one + ((i % 3) - 1) * 4);

describe('a level of latency', () => {
  it('that changes in mid-window is one step, at its second', () => {
    expect(found([...noisy(218, 8), ...noisy(358, 12)])).toEqual([[8, 218, 358]]);
    expect(found([...noisy(358, 11), ...noisy(218, 9)])).toEqual([[11, 358, 218]]);
  });

  it('is found from 3 s on, at either end', () => {
    expect(found([...level(218, 3), ...level(358, 17)])).toEqual([[3, 218, 358]]);
    expect(found([...level(218, 17), ...level(358, 3)])).toEqual([[17, 218, 358]]);
    expect(found([...level(218, 18), ...level(358, 2)])).toEqual([]);
  });

  it('that moves over seconds, as Chromium’s does by 100 ms a second, is one step within them', () => {
    const [step, ...more] = found([...level(200, 8), 250, 350, ...level(400, 10)]);
    expect(more).toEqual([]);
    expect(step?.[0]).toBeGreaterThanOrEqual(8);
    expect(step?.[0]).toBeLessThanOrEqual(10);
  });

  it('changes twice, 30 s apart', () =>
    expect(found([...level(200, 20), ...level(350, 30), ...level(200, 20)])).toEqual([
      [20, 200, 350],
      [50, 350, 200],
    ]));

  it('does not change by less than 20 ms, nor by a spike, a slope or an outlier', () => {
    expect(found([...level(200, 10), ...level(219, 10)])).toEqual([]);
    expect(found([...level(200, 10), ...level(220, 10)])).toEqual([[10, 200, 220]]);
    expect(found([...level(200, 9), 900, 900, ...level(200, 9)])).toEqual([]);
    expect(found(Array.from({ length: 60 }, (_, second) => 200 + 15 * second))).toEqual([]);
  });

  it('does not change in noise, however wide', () => {
    const random = createRandom(1);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let steps = 0;
    for (let take = 0; take < 500; take++) steps += found(Array.from({ length: 20 }, () => 300 + 40 * normal())).length;
    // At the ends a side has three seconds only: at most 1 in 50 takes.
    expect(steps).toBeLessThanOrEqual(10);
  });

  it('is not known where nothing was seen', () =>
    expect(found([...level(200, 8), ...new Array<undefined>(4).fill(undefined), ...level(350, 8)])).toHaveLength(1));
});

describe('a step of the latency', () => {
  const stepsOf = (take: RecordedTake) =>
    findLatencySteps(latency.series?.(viewerOf(take), take) ?? [], {
      buffer: bufferDelay.series?.(viewerOf(take), take) ?? [],
      hold: lipSyncHold.series?.(viewerOf(take), take) ?? [],
    });

  /** From 12 s on each frame takes 140 ms more between its last packet and its picture. */
  const slower = (line: RecordLine): RecordLine => {
    if (line.type !== 'stats' || line.participant === 'publisher') return line;
    const moreS = Math.max(0, secondOf(line) + 1 - 12) * 25 * 0.14;
    return {
      ...line,
      reports: line.reports.map((report) =>
        report.type === 'inbound-rtp' && report.totalProcessingDelay !== undefined
          ? { ...report, totalProcessingDelay: report.totalProcessingDelay + moreS }
          : report,
      ),
    };
  };
  const latencyOf = (at: number) => (at >= 12_000 ? 240 : 100);

  it('is the jitter buffer’s where that grew as much', () => {
    const take = buildTake({ latencyOf, edit: slower });
    const [step, ...more] = stepsOf(take);
    expect(more).toEqual([]);
    expect(step).toMatchObject({ second: 12, fromMs: 100, toMs: 240 });
    expect(step?.bufferMs).toBeCloseTo(140, 6);
  });

  it('is the path’s where the buffer stayed as it was', () => {
    const take = buildTake({ latencyOf });
    expect(stepsOf(take)).toMatchObject([{ second: 12, fromMs: 100, toMs: 240 }]);
    expect(stepsOf(take)[0]?.bufferMs).toBeCloseTo(0, 6);
  });

  it('does not occur in a take in which everything went well', () => {
    const take = buildTake();
    expect(stepsOf(take)).toEqual([]);
  });
});
