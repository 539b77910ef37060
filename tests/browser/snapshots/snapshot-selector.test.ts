import { describe, expect, it } from 'vitest';
import { SilenceDetector } from '../../../src/browser/audio/silence-detector.ts';
import { type PicturePlan, planPictures } from '../../../src/browser/snapshots/picture-plan.ts';
import { type Picture, shrink } from '../../../src/browser/snapshots/small-picture.ts';
import { type KeptPicture, SnapshotSelector } from '../../../src/browser/snapshots/snapshot-selector.ts';
import { IncidentGate } from '../../../src/browser/viewer/incident-gate.ts';

const PLAN = planPictures(60_000);
const plane = (width: number, height: number, value: number) => ({
  data: new Uint8Array(width * height).fill(value),
  offset: 0,
  stride: width,
});
const PICTURE: Picture = { width: 16, height: 8, luma: plane(16, 8, 100), u: plane(8, 4, 128), v: plane(8, 4, 128) };

/** Creates a selector whose images are 1000 bytes each. */
const createSelector = (plan: PicturePlan = PLAN) => new SnapshotSelector(plan, () => new Uint8Array(1000));
const seenAt = (seenMs: number, ssim?: number) => ({
  ...{ number: Math.round(seenMs / 33), seenMs, latencyMs: 100, picture: PICTURE },
  ...(ssim !== undefined && { ssim }),
});
const describeKept = (kept: readonly KeptPicture[]) =>
  kept.filter(({ why }) => why !== 'film').map(({ incident, place, seenMs }) => `${incident} ${place} ${seenMs}`);

describe('SnapshotSelector', () => {
  it('keeps a filmstrip at its interval', () => {
    const selector = createSelector();
    for (let ms = 0; ms <= 20_000; ms += 1000) selector.add(seenAt(ms));
    expect(selector.take().map(({ why, seenMs }) => [why, seenMs])).toEqual(
      [0, 5000, 10_000, 15_000, 20_000].map((ms) => ['film', ms]),
    );
    expect(selector.take()).toEqual([]);
  });

  it('keeps a frozen picture with the one before and the one that ended it', () => {
    const selector = createSelector();
    for (const ms of [1000, 2000]) selector.add(seenAt(ms));
    selector.addFreeze('freeze-1', { fromMs: 2400, toMs: 3500 }, seenAt(2400), seenAt(3500));
    expect(describeKept(selector.take())).toEqual(['freeze-1 before 2000', 'freeze-1 at 2400', 'freeze-1 after 3500']);
  });

  it('keeps a picture from a gap in the sound, and waits for the one after it', () => {
    const selector = createSelector();
    for (const ms of [1000, 2000, 3000]) selector.add(seenAt(ms));
    selector.addSilence({ fromMs: 1500, toMs: 3200 });
    expect(describeKept(selector.take())).toEqual(['audio-gap-1 before 1000', 'audio-gap-1 at 2000']);
    selector.add(seenAt(4000));
    expect(describeKept(selector.take())).toEqual(['audio-gap-1 after 4000']);
  });

  it('keeps the pictures on both sides of a gap that no picture fell into', () => {
    const selector = createSelector();
    for (const ms of [1000, 2000]) selector.add(seenAt(ms));
    selector.addSilence({ fromMs: 1300, toMs: 1700 });
    expect(describeKept(selector.take())).toEqual(['audio-gap-1 before 1000', 'audio-gap-1 after 2000']);
  });

  it('keeps pictures of a lasting silence, and of its end when that comes', () => {
    const selector = createSelector();
    for (const ms of [1000, 2000, 3000]) selector.add(seenAt(ms));
    selector.addSilence({ fromMs: 1500 });
    selector.add(seenAt(4000));
    expect(describeKept(selector.take())).toEqual(['audio-gap-1 before 1000', 'audio-gap-1 at 2000']);
    selector.addSilence({ fromMs: 1500, toMs: 4500 });
    selector.add(seenAt(5000));
    const [after] = selector.take().filter(({ place }) => place === 'after');
    expect(after).toMatchObject({ incident: 'audio-gap-1', fromMs: 1500, toMs: 4500, seenMs: 5000 });
  });

  it('detects a collapse of clarity below the median, even if its SSIM comes late', () => {
    const selector = createSelector();
    for (let ms = 0; ms < 8000; ms += 1000) selector.add(seenAt(ms, 0.9));
    selector.add(seenAt(8000, 0.76));
    expect(describeKept(selector.take())).toEqual([]);
    selector.add(seenAt(9000, 0.7));
    selector.add(seenAt(10_000, 0.9));
    expect(describeKept(selector.take())).toEqual([
      'clarity-collapse-1 before 8000',
      'clarity-collapse-1 at 9000',
      'clarity-collapse-1 after 10000',
    ]);

    const late = createSelector();
    for (let ms = 0; ms <= 8000; ms += 1000) late.add(seenAt(ms));
    for (let ms = 3000; ms < 7000; ms += 1000) late.noteSsim(seenAt(ms).number, 0.9);
    late.noteSsim(seenAt(2000).number, 0.9);
    late.noteSsim(seenAt(7000).number, 0.5);
    expect(describeKept(late.take())).toHaveLength(3);
  });

  it('keeps no more than its bytes allow', () => {
    const selector = createSelector({ ...PLAN, mostBytes: 3000 });
    for (let ms = 0; ms < 60_000; ms += 1000) selector.add(seenAt(ms));
    expect(selector.take()).toHaveLength(3);
  });
});

describe('planPictures', () => {
  it.each([30_000, 600_000, 3_600_000])('keeps 50 viewers of a take of %d ms under 50 MB', (takeMs) => {
    const { filmIntervalMs, mostIncidents, mostBytes } = planPictures(takeMs);
    expect(takeMs / filmIntervalMs).toBeLessThanOrEqual(120);
    expect(mostIncidents).toBeLessThanOrEqual(10);
    // Base64 takes four characters for three bytes.
    expect((50 * mostBytes * 4) / 3).toBeLessThan(50e6);
  });
});

describe('IncidentGate', () => {
  it('admits one per interval, and a far larger one at any time, up to its limit', () => {
    const gate = new IncidentGate({ ...PLAN, incidentIntervalMs: 5000, mostIncidents: 3 });
    expect(gate.admits(0, 200)).toBe(true);
    expect(gate.admits(1000, 300)).toBe(false);
    expect(gate.admits(2000, 400)).toBe(true);
    expect(gate.admits(6999, 500)).toBe(false);
    expect(gate.admits(7000, 200)).toBe(true);
    expect(gate.admits(60_000, 9000)).toBe(false);
  });
});

describe('SilenceDetector', () => {
  const heard = (...intervals: [number, number][]) => ({
    ...{ baseMs: 0, mark: [], markMs: [] },
    fromMs: intervals.map(([from]) => from),
    toMs: intervals.map(([, to]) => to),
  });

  it('finds gaps over 200 ms, within one report and between two', () => {
    const detector = new SilenceDetector();
    expect(detector.detect(heard(), 900)).toEqual([]);
    expect(detector.detect(heard([1000, 1400], [1601, 1900]), 2000)).toEqual([{ fromMs: 1400, toMs: 1601 }]);
    expect(detector.detect(heard([2100, 2500]), 2600)).toEqual([]);
    expect(detector.detect(heard([2701, 3000]), 3000)).toEqual([{ fromMs: 2500, toMs: 2701 }]);
  });

  it('reports a lasting silence once, and again when it ends', () => {
    const detector = new SilenceDetector();
    detector.detect(heard([0, 1000]), 1000);
    expect(detector.detect(heard(), 2900)).toEqual([]);
    expect(detector.detect(heard(), 3100)).toEqual([{ fromMs: 1000 }]);
    expect(detector.detect(heard(), 4100)).toEqual([]);
    expect(detector.detect(heard([5000, 5500]), 5600)).toEqual([{ fromMs: 1000, toMs: 5000 }]);
  });

  it('ends a reported silence even if its sound turns out to have been read late', () => {
    const detector = new SilenceDetector();
    detector.detect(heard([0, 1000]), 1000);
    expect(detector.detect(heard(), 3100)).toEqual([{ fromMs: 1000 }]);
    expect(detector.detect(heard([1000, 3500]), 4100)).toEqual([{ fromMs: 1000, toMs: 1000 }]);
    expect(detector.detect(heard([3500, 4500]), 5100)).toEqual([]);
  });
});

describe('shrink', () => {
  it('keeps the aspect ratio, in even numbers, and never scales up', () => {
    const sizeOf = (width: number, height: number, side: number) => {
      const { width: w, height: h } = shrink({ width, height, luma: plane(width, height, 90) }, side);
      return [w, h];
    };
    expect(sizeOf(1280, 720, 320)).toEqual([320, 180]);
    expect(sizeOf(720, 1280, 160)).toEqual([90, 160]);
    expect(sizeOf(160, 90, 320)).toEqual([160, 90]);
  });

  it('averages samples, keeps chroma, and reuses memory that fits', () => {
    const luma = {
      data: Uint8Array.from({ length: 64 * 32 }, (_, i) => (i % 2 === 0 ? 60 : 160)),
      offset: 0,
      stride: 64,
    };
    const picture = { width: 64, height: 32, luma, u: plane(32, 16, 90), v: plane(32, 16, 200) };
    const small = shrink(picture, 16);
    // Memory of the spare picture is reused, and only where it fits.
    const spare = shrink({ ...picture, luma: plane(64, 32, 1), u: plane(32, 16, 1) }, 16);
    const reused = shrink(picture, 16, spare);
    expect(reused).toEqual(small);
    expect([reused.luma.data, reused.u?.data]).toEqual([spare.luma.data, spare.u?.data]);
    expect(reused.luma.data).toBe(spare.luma.data);
    expect(shrink(picture, 32, spare).luma.data.length).toBe(32 * 16);
    expect(small.luma.data).toHaveLength(16 * 8);
    expect(small.u?.data.every((value) => value === 90)).toBe(true);
    expect(small.v?.data.every((value) => value === 200)).toBe(true);
  });
});
