import { describe, expect, it } from 'vitest';
import { latencyStages } from '../../../src/metrics/latency/latency-stages.ts';
import { measureTake } from '../../../src/metrics/measure-take.ts';
import { METRICS } from '../../../src/metrics/registry.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { LATENCY_STAGES, type LatencyStage, stageMetricId } from '../../../src/model/result/latency-stages.ts';
import { thinPoints } from '../../../src/report/timeline/thin-points.ts';
import {
  type BuiltStamps,
  buildTake,
  type RecordingOptions,
  STAMPS,
  viewerOf,
  WINDOW_MS,
} from '../../build-recording.ts';

/** Stages worked out from STAMPS, two links of 20 ms, 56 ms from last packet to picture of which 4 decode, and a latency of 100. */
const USUAL: Readonly<Record<LatencyStage, number>> = {
  ...{ encoding: 1, sending: 1, firstMile: 1, origin: 1, haul: 20, access: 20, repair: 0 },
  ...{ jitterBuffer: 52, decoding: 4, reading: 0 },
};

const MORE_MS = 50;

function mediansOf(options: RecordingOptions): Record<string, number | undefined> {
  const [viewer] = measureTake(buildTake(options)).viewers;
  const median = (stage: LatencyStage) => {
    const value = viewer?.metrics[stageMetricId(stage)];
    return value?.type === 'distribution' ? Math.round(value.p50 * 1000) / 1000 : undefined;
  };
  return Object.fromEntries(LATENCY_STAGES.map((stage) => [stage, median(stage)]));
}

/** Stamps with 50 ms more from one point on. */
const laterFrom = (first: keyof BuiltStamps): BuiltStamps => {
  const order = ['firstSent', 'sent', 'in', 'out', 'arrived'] as const;
  const isLater = (point: keyof BuiltStamps) => order.indexOf(point) >= order.indexOf(first);
  return Object.fromEntries(
    order.map((point) => [point, STAMPS[point] + (isLater(point) ? MORE_MS : 0)]),
  ) as unknown as BuiltStamps;
};

const slowerLink = (name: string) => (line: RecordLine) =>
  line.type === 'links'
    ? { ...line, links: line.links.map((each) => (each.link === name ? { ...each, meanDelayMs: 20 + MORE_MS } : each)) }
    : line;

/** The browser counts 50 ms more a frame from last packet to picture, and as its decoder's time if that is what took them. */
const longer = (field: 'totalProcessingDelay' | 'totalDecodeTime', usualMs: number) => (line: RecordLine) =>
  line.type === 'stats'
    ? {
        ...line,
        reports: line.reports.map((report) =>
          report.type === 'inbound-rtp' && report.framesDecoded !== undefined
            ? { ...report, [field]: (report.framesDecoded * (usualMs + MORE_MS)) / 1000 }
            : report,
        ),
      }
    : line;
const longerBuffer = longer('totalProcessingDelay', 64);
const slowerDecoder = (line: RecordLine) => longer('totalDecodeTime', 4)(longerBuffer(line));

describe('the stages of the latency', () => {
  it('sum to the latency of each frame', () => {
    const medians = mediansOf({ stamps: true });
    expect(medians).toEqual(USUAL);
    expect(Object.values(USUAL).reduce((sum, ms) => sum + ms, 0)).toBe(100);
  });

  it.each<[LatencyStage, RecordingOptions]>([
    ['encoding', { stamps: () => laterFrom('firstSent') }],
    ['sending', { stamps: () => laterFrom('sent') }],
    ['firstMile', { stamps: () => laterFrom('in') }],
    ['origin', { stamps: () => laterFrom('out') }],
    ['haul', { stamps: () => laterFrom('arrived'), edit: slowerLink('haul:sea-sg/out') }],
    ['access', { stamps: () => laterFrom('arrived'), edit: slowerLink('access:sea-sg-1/out') }],
    ['repair', { stamps: () => laterFrom('arrived') }],
    ['jitterBuffer', { stamps: true, edit: longerBuffer }],
    ['decoding', { stamps: true, edit: slowerDecoder }],
    ['reading', { stamps: true }],
  ])('show 50 ms more of %s in that one and in no other', (stage, options) => {
    const medians = mediansOf({ ...options, latencyOf: () => 100 + MORE_MS });
    expect(medians).toEqual({ ...USUAL, [stage]: USUAL[stage] + MORE_MS });
  });

  it('show nothing of reading where the sampled frames of some seconds were not like the others', () => {
    const isOdd = (madeAt: number) => madeAt % 5000 < 1000;
    const medians = mediansOf({ stamps: true, latencyOf: (madeAt) => (isOdd(madeAt) ? 160 : 100) });
    expect(medians).toEqual(USUAL);
  });

  it('shorten haul and access alike where a frame was faster than their ledgers say', () => {
    const medians = mediansOf({ stamps: () => ({ ...STAMPS, arrived: 34 }), latencyOf: () => 90 });
    expect(medians).toEqual({ ...USUAL, haul: 15, access: 15 });
  });

  it('have a course: the seconds in which the first mile was slow, and no others', () => {
    const isSlow = (madeAt: number) => madeAt >= 10_000 && madeAt < 12_000;
    const take = buildTake({
      stamps: (madeAt) => (isSlow(madeAt) ? laterFrom('in') : STAMPS),
      latencyOf: (madeAt) => (isSlow(madeAt) ? 150 : 100),
    });
    const points = METRICS.latencyFirstMile.series?.(viewerOf(take), take) ?? [];
    expect(points.filter(({ value }) => (value ?? 0) > 25).map(({ second }) => second)).toEqual([10, 11]);
    expect(points).toHaveLength(30);
  });

  it('keep the same seconds in a take too long to keep each, those of the latency', () => {
    const take = buildTake({ stamps: true, latencyOf: (madeAt) => 100 + (Math.floor(madeAt / 1000) % 7) });
    const [viewer] = measureTake(take, (points) => thinPoints(points, 30, 10)).viewers;
    const seconds = viewer?.series.latency?.map(({ second }) => second) ?? [];
    expect(seconds.length).toBeGreaterThan(5);
    expect(seconds.length).toBeLessThanOrEqual(10);
    for (const stage of LATENCY_STAGES)
      expect(viewer?.series[stageMetricId(stage)]?.map(({ second }) => second)).toEqual(seconds);
  });

  it('are no data, and not zero, where nobody stamped the frames', () => {
    const [viewer] = measureTake(buildTake()).viewers;
    const reason = 'no origin of ours stamped the frames on their way';
    for (const stage of LATENCY_STAGES)
      expect(viewer?.metrics[stageMetricId(stage)]).toEqual({ type: 'no-data', unit: 'ms', reason });
    expect(viewer?.latencyStages).toBeUndefined();
    expect(viewer?.metrics.latency).toMatchObject({ p50: 100 });
  });

  it('are no data where links kept no ledger, and where the browser counted nothing', () => {
    const withoutLinks = buildTake({ stamps: true, edit: (line) => (line.type === 'links' ? undefined : line) });
    expect(METRICS.latencyHaul.measure(viewerOf(withoutLinks), withoutLinks)).toMatchObject({ type: 'no-data' });
    const withoutStats = buildTake({ stamps: true, edit: (line) => (line.type === 'stats' ? undefined : line) });
    expect(METRICS.latencyDecoding.measure(viewerOf(withoutStats), withoutStats)).toMatchObject({ type: 'no-data' });
  });
});

describe('latencyStages', () => {
  it('tells of the middle fifth and of the slowest twentieth', () => {
    // 750 frames: each tenth waits 200 ms for a resend, so the slowest twentieth is of those.
    const isSlow = (madeAt: number) => (madeAt / 40) % 10 === 0;
    const take = buildTake({
      stamps: (madeAt) => (isSlow(madeAt) ? { ...STAMPS, arrived: 244 } : STAMPS),
      latencyOf: (madeAt) => (isSlow(madeAt) ? 300 : 100),
    });
    const stages = latencyStages(viewerOf(take), take);
    expect(stages?.frames).toBeGreaterThanOrEqual(745);
    expect(stages?.typical.latencyMs).toBe(100);
    expect(stages?.slow.latencyMs).toBe(300);
    expect(stages?.slow.stagesMs.repair).toBeCloseTo(200, 6);
    const sum = LATENCY_STAGES.reduce((all, stage) => all + (stages?.slow.stagesMs[stage] ?? Number.NaN), 0);
    expect(sum).toBeCloseTo(300, 6);
  });

  it('says how far reading may be off by how much its seconds differ, and nothing of fewer than six', () => {
    // One in three of 30 seconds has frames seen 9 ms later than the browser counts.
    const isLater = (madeAt: number) => Math.floor((madeAt + 100) / 1000) % 3 === 0;
    const options: RecordingOptions = { stamps: true, latencyOf: (madeAt) => (isLater(madeAt) ? 109 : 100) };
    const errorOf = (more: RecordingOptions) => {
      const take = buildTake({ ...options, ...more });
      return latencyStages(viewerOf(take), take)?.readingErrorMs;
    };
    expect(errorOf({})).toBeCloseTo(9, 0);
    expect(errorOf({ latencyOf: () => 100 })).toBeCloseTo(0, 6);
    expect(errorOf({ seconds: 4 })).toBeUndefined();
  });

  it('is undefined with too few frames to have a slowest twentieth', () => {
    const take = buildTake({ stamps: (madeAt) => (madeAt >= 0 && madeAt < 19 * 40 ? STAMPS : undefined) });
    expect(viewerOf(take).stamped?.seenMs.length).toBe(19);
    expect(latencyStages(viewerOf(take), take)).toBeUndefined();
  });

  it('leaves out spoilt seconds, as everything else does', () => {
    const spoilt = (line: RecordLine): RecordLine =>
      line.type === 'window' ? { ...line, toMs: line.toMs + 1000, spoiltSeconds: [5] } : line;
    const isSpoilt = (madeAt: number) => madeAt + 100 >= 5000 && madeAt + 100 < 6000;
    const take = buildTake({
      stamps: (madeAt) => (isSpoilt(madeAt) ? { ...STAMPS, arrived: 94 } : STAMPS),
      edit: spoilt,
    });
    const { stamped } = viewerOf(take);
    expect(stamped?.pathMs.every((ms) => ms === 40)).toBe(true);
    const gap = [...(stamped?.seenMs ?? [])].filter((ms) => ms >= WINDOW_MS + 4000 && ms < WINDOW_MS + 6000);
    expect(gap).toHaveLength(50);
  });
});
