import { describe, expect, it } from 'vitest';
import { isAtRest, offsetAt } from '../../../src/model/recording/lip-sync.ts';
import { MarksMade, SyncMeter } from '../../../src/model/recording/sync-meter.ts';

const FRAME_MS = 40;

/**
 * Follows seconds of a picture and a sound of these latencies; what the publisher tells of a second comes `lateS` samples later, and
 * it sends each picture `times` times.
 */
function followed(seconds: readonly { pictureMs: number; soundMs: number }[], lateS = 0, times = 1) {
  const made = new MarksMade();
  const meter = new SyncMeter(made);
  const leads: (number | undefined)[] = [];
  seconds.forEach(({ pictureMs, soundMs }, second) => {
    const baseMs = second * 1000;
    const told = second - lateS;
    if (told >= 0) made.add({ baseMs: told * 1000, mark: [800 + told], madeMs: [0] });
    const seenMs = Array.from({ length: 1000 / FRAME_MS }, (_, i) => i * FRAME_MS);
    const heard = { baseMs, mark: [(800 + second) % 8], markMs: [soundMs] };
    const frame = seenMs.map((_, i) => Math.floor((second * seenMs.length + i) / times) * times);
    const latencyMs = frame.map((number, i) => pictureMs + (second * seenMs.length + i - number) * FRAME_MS);
    meter.add({ baseMs, frame, seenMs, latencyMs }, heard);
    leads.push(meter.leadAt(baseMs + 1000));
  });
  return { meter, leads };
}

const steady = (count: number, pictureMs: number, soundMs: number) =>
  Array.from({ length: count }, () => ({ pictureMs, soundMs }));

describe('SyncMeter', () => {
  it('tells by how much sound is before its picture, from three marks on', () => {
    const { leads } = followed(steady(7, 250, 160));
    expect(leads.slice(0, 2)).toEqual([undefined, undefined]);
    expect(leads.at(-1)).toBe(90);
    expect(followed(steady(7, 100, 160)).leads.at(-1)).toBe(-60);
  });

  it('measures by new pictures, of a clip that has fewer of them than the broadcast', () => {
    expect(followed(steady(7, 250, 160), 0, 3).leads.at(-1)).toBe(90);
    expect(followed(steady(7, 250, 160), 0, 7).leads.at(-1)).toBe(90);
  });

  it('waits for the publisher’s sample, and takes no older mark of the same code instead', () => {
    // Twelve seconds: each code came before, eight seconds earlier.
    const { leads } = followed(steady(14, 250, 160), 2);
    expect(new Set(leads.filter((lead) => lead !== undefined))).toEqual(new Set([90]));
    expect(leads.at(-1)).toBe(90);
  });

  it('follows the picture as it grows, and tells of marks since a moment only', () => {
    const { meter } = followed([...steady(6, 100, 160), ...steady(4, 300, 160)]);
    expect(meter.leadAt(10_000)).toBe(140);
    expect(meter.leadAt(10_000, 8000)).toBeUndefined();
  });

  it('knows nothing of a moment long after the last mark, nor without sound', () => {
    const { meter } = followed(steady(6, 250, 160));
    expect(meter.leadAt(6000)).toBe(90);
    expect(meter.leadAt(12_000)).toBeUndefined();
    const silent = new SyncMeter(new MarksMade());
    silent.add({ baseMs: 0, frame: [0], seenMs: [0], latencyMs: [100] }, undefined);
    expect(silent.leadAt(1000)).toBeUndefined();
  });
});

describe('isAtRest', () => {
  const falling = (from: number, perSecond: number) =>
    Array.from({ length: 20 }, (_, i) => ({ atMs: i * 1000, offsetMs: from - i * perSecond }));

  it('holds at 70 ms, whatever comes, and for late sound', () => {
    expect(isAtRest(falling(70, 0), 3000)).toBe(true);
    expect(isAtRest(falling(-200, 0), 3000)).toBe(true);
    expect(isAtRest(falling(70, 0), 1000)).toBeUndefined();
  });

  it('holds below what is acceptable once the sound comes no nearer', () => {
    expect(isAtRest(falling(85, 0), 3000)).toBe(false);
    expect(isAtRest(falling(85, 0), 7000)).toBe(true);
    // 8 ms in 4 s.
    expect(isAtRest(falling(100, 2), 8000)).toBe(false);
    expect(isAtRest(falling(100, 1.5), 10_000)).toBe(true);
    expect(isAtRest(falling(120, 0), 10_000)).toBe(false);
  });

  it('knows of no rest before the moment since which marks count', () => {
    expect(isAtRest(falling(85, 0), 7000, 3000)).toBe(false);
  });
});

describe('offsetAt', () => {
  it('is the median of the last three marks, so that one misread mark does not count', () => {
    const offsets = [10, 20, 30, 900].map((offsetMs, i) => ({ atMs: i * 1000, offsetMs }));
    expect(offsetAt(offsets, 2500)).toBe(20);
    expect(offsetAt(offsets, 3500)).toBe(30);
    expect(offsetAt(offsets, 1500)).toBeUndefined();
  });
});
