import { describe, expect, it } from 'vitest';
import type { CapturedFrame, ReaderEvent } from '../../../src/browser/viewer/frame-info.ts';
import { FramePicker, type ReferencedFrames } from '../../../src/browser/viewer/frame-picker.ts';

const FRAME_MS = 1000 / 30;

/** Offers frames of these numbers, one each tick of 30 a second, to a picker whose analyzer answers at once; returns those picked. */
function pickedOf(referenced: ReferencedFrames, numbers: readonly number[]): number[] {
  const picked: number[] = [];
  const port = {
    onmessage: () => {},
    postMessage(event: ReaderEvent) {
      if (event.type === 'picked') picked.push(event.captured.number);
      this.onmessage();
    },
  };
  const picker = new FramePicker(port as unknown as MessagePort, referenced);
  numbers.forEach((number, tick) => {
    const frame = { clone: () => frame } as unknown as VideoFrame;
    const captured: CapturedFrame = { frame, number, seenMs: tick * FRAME_MS, latencyMs: 50 };
    picker.offer(captured);
  });
  return picked;
}

const times = (count: number, numberAt: (tick: number) => number) =>
  Array.from({ length: count }, (_, n) => numberAt(n));

describe('FramePicker', () => {
  it('picks a frame a second, of those whose number is a multiple', () => {
    const picked = pickedOf(
      { step: 8, which: 'multiple' },
      times(300, (tick) => tick),
    );
    expect(picked.length).toBeGreaterThanOrEqual(7);
    expect(picked.filter((number) => number % 8 !== 0)).toEqual([]);
  });

  it('picks the first new picture of a block, where a clip repeats its pictures', () => {
    // 15 pictures a second, on odd ticks: the first of each ten frames is 1, 11, 21 …
    const picked = pickedOf(
      { step: 10, which: 'first' },
      times(300, (tick) => Math.floor((tick + 1) / 2) * 2 - 1).slice(1),
    );
    expect(picked.length).toBeGreaterThanOrEqual(6);
    expect(picked.filter((number) => number % 10 !== 1)).toEqual([]);
  });

  it('takes any frame rather than wait for long', () => {
    const picked = pickedOf(
      { step: 8, which: 'multiple' },
      times(300, (tick) => tick * 8 + 1),
    );
    expect(picked.length).toBeGreaterThanOrEqual(6);
  });
});
