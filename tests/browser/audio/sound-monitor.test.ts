import { describe, expect, it } from 'vitest';
import { makeDucking, makeLimit } from '../../../src/browser/audio/clip-sound.ts';
import { makeMarkedSound, SAMPLE_RATE } from '../../../src/browser/audio/sound-marks.ts';
import { SoundMonitor } from '../../../src/browser/audio/sound-monitor.ts';

/** Samples in a block. */
const BLOCK = 480;
const BLOCK_MS = 10;
const START_MS = 1_700_000_000_000;
const SOUND = makeMarkedSound();

/**
 * Returns what a monitor notes of `seconds` of sound, read block by block. `soundAt` gives the sample at a position of the
 * stream.
 */
function monitor(
  seconds: number,
  soundAt: (position: number) => number = (position) => SOUND[position % SOUND.length] ?? 0,
  lateMs: (block: number) => number = () => 0,
) {
  const soundMonitor = new SoundMonitor(START_MS);
  const heard = { marks: [] as { code: number; atMs: number }[], intervals: [] as (readonly [number, number])[] };
  const take = (nowMs: number) => {
    const { baseMs, mark, markMs, fromMs, toMs } = soundMonitor.take(nowMs);
    const atMs = (ms: number | undefined) => baseMs + (ms ?? Number.NaN) - START_MS;
    heard.marks.push(...mark.map((code, i) => ({ code, atMs: atMs(markMs[i]) })));
    heard.intervals.push(...fromMs.map((from, i) => [atMs(from), atMs(toMs[i])] as const));
  };
  const blocks = (seconds * 1000) / BLOCK_MS;
  for (let block = 0; block < blocks; block++) {
    const samples = Float32Array.from({ length: BLOCK }, (_, i) => soundAt(block * BLOCK + i));
    const atMs = START_MS + (block + 1) * BLOCK_MS + lateMs(block);
    soundMonitor.hear(samples, atMs);
    if (block % 100 === 99) take(atMs);
  }
  take(START_MS + seconds * 1000 + 1000);
  return heard;
}

describe('SoundMonitor', () => {
  it('finds every mark at its time, and sound throughout', () => {
    const { marks, intervals } = monitor(10);
    expect(marks.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1]);
    for (const [second, { atMs }] of marks.entries()) expect(Math.abs(atMs - second * 1000)).toBeLessThan(0.2);
    // One interval per take, each continuing where the last ended.
    expect(intervals[0]?.[0]).toBe(0);
    expect(intervals.at(-1)?.[1]).toBe(10_000);
    for (const [i, [from]] of intervals.entries()) if (i > 0) expect(from).toBe(intervals[i - 1]?.[1]);
  });

  it('finds marks wherever in a block they begin, at half the level and in noise', () => {
    let state = 1;
    const noise = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state / 2 ** 32 - 0.5) * 0.1;
    };
    for (const shift of [0, 1, 7, 239, 240, 479]) {
      const { marks } = monitor(3, (at) => (at < shift ? 0 : (SOUND[(at - shift) % SOUND.length] ?? 0) / 2 + noise()));
      expect(marks.map(({ code }) => code)).toEqual([0, 1, 2]);
      for (const [second, { atMs }] of marks.entries())
        expect(Math.abs(atMs - second * 1000 - (shift / SAMPLE_RATE) * 1000)).toBeLessThan(0.3);
    }
  });

  it.each([
    ['loud music', (at: number) => Math.sign(Math.sin(at / 13)) * (0.6 + 0.4 * Math.sin(at / 900))],
    ['the same chirps as the marks', (at: number) => (SOUND[(at + 7000) % SOUND.length] ?? 0) * 2],
    ['silence', () => 0],
  ] as const)("finds every mark, and gaps, with a clip's own sound beside them: %s", (_, clipAt) => {
    const [limit, ducking] = [makeLimit(), makeDucking()];
    const limited = (level: number) => limit[Math.round(((level + 1) / 2) * (limit.length - 1))] ?? Number.NaN;
    const { marks, intervals } = monitor(9, (at) => {
      if (at >= 4.3 * SAMPLE_RATE && at < 4.8 * SAMPLE_RATE) return 0;
      const place = at % SOUND.length;
      return (SOUND[place] ?? 0) + limited(Math.max(-1, Math.min(1, clipAt(at)))) * (ducking[place] ?? Number.NaN);
    });
    // The gap hides the second chirp of second 4.
    expect(marks.map(({ code }) => code)).toEqual(expect.arrayContaining([0, 1, 2, 3, 5, 6, 7, 0]));
    for (const { code, atMs } of marks) {
      const nearest = Math.round(atMs / 1000);
      expect(nearest % 8).toBe(code);
      expect(Math.abs(atMs - nearest * 1000)).toBeLessThan(0.3);
    }
    const gaps = intervals.map(([from], i) => from - (intervals[i - 1]?.[1] ?? from)).filter((gap) => gap > 0);
    expect(gaps).toEqual([500]);
  });

  it('finds no mark in speech-like loudness without chirps', () => {
    const { marks } = monitor(5, (at) => 0.4 * Math.sin(at / 30) * Math.sin(at / 5000));
    expect(marks).toEqual([]);
  });

  it('measures half a second of silence as half a second', () => {
    const { intervals } = monitor(5, (at) =>
      at >= 2.3 * SAMPLE_RATE && at < 2.8 * SAMPLE_RATE ? 0 : (SOUND[at % SOUND.length] ?? 0),
    );
    const gaps = intervals.flatMap(([from], i) => {
      const gap = i === 0 ? 0 : from - (intervals[i - 1]?.[1] ?? Number.NaN);
      return gap > 0 ? [gap] : [];
    });
    expect(gaps).toEqual([500]);
  });

  it('is not misled by blocks that are read late, all at once', () => {
    // From block 250 on, the thread is busy for 150 ms.
    const late = (block: number) => (block >= 250 && block < 265 ? (265 - block) * BLOCK_MS : 0);
    const { marks, intervals } = monitor(5, undefined, late);
    for (const [second, { atMs }] of marks.entries()) expect(Math.abs(atMs - second * 1000)).toBeLessThan(0.2);
    expect(intervals.at(-1)?.[1]).toBe(5000);
    for (const [i, [from]] of intervals.entries()) if (i > 0) expect(from).toBe(intervals[i - 1]?.[1]);
  });

  it('counts a standstill of the sound as a gap', () => {
    // After 2.5 s nothing arrives for 400 ms; then the sound resumes where it stopped.
    const { intervals } = monitor(5, undefined, (block) => (block >= 250 ? 400 : 0));
    const gap = intervals.find(([from], i) => i > 0 && from - (intervals[i - 1]?.[1] ?? 0) > 1);
    expect(gap?.[0]).toBe(2900);
  });

  it('keeps everything heard while nobody takes it', () => {
    const soundMonitor = new SoundMonitor(START_MS);
    for (let block = 0; block < 800; block++)
      soundMonitor.hear(
        SOUND.slice((block * BLOCK) % SOUND.length, ((block * BLOCK) % SOUND.length) + BLOCK),
        START_MS + (block + 1) * BLOCK_MS,
      );
    const { fromMs, toMs, mark, baseMs } = soundMonitor.take(START_MS + 9000);
    expect(mark).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([fromMs, toMs].map(([ms]) => baseMs + (ms ?? 0) - START_MS)).toEqual([0, 8000]);
  });

  it('takes over what the previous monitor heard and nobody took', () => {
    const hear = (soundMonitor: SoundMonitor, from: number, to: number) => {
      for (let block = from; block < to; block++)
        soundMonitor.hear(
          Float32Array.from({ length: BLOCK }, (_, i) => SOUND[block * BLOCK + i] ?? 0),
          START_MS + (block + 1) * BLOCK_MS,
        );
    };
    const first = new SoundMonitor(START_MS);
    hear(first, 0, 130);
    const second = new SoundMonitor(START_MS + 3000, {}, first);
    hear(second, 300, 450);
    const { baseMs, fromMs, toMs, mark } = second.take(START_MS + 9000);
    expect(fromMs.map((ms, i) => [baseMs + ms - START_MS, baseMs + (toMs[i] ?? 0) - START_MS])).toEqual([
      [0, 1300],
      [3000, 4500],
    ]);
    expect(mark).toEqual([0, 1, 3, 4]);
  });
});
