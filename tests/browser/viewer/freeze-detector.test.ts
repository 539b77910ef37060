import { describe, expect, it } from 'vitest';
import { planPictures } from '../../../src/browser/snapshots/picture-plan.ts';
import type { ReaderEvent } from '../../../src/browser/viewer/frame-info.ts';
import { FreezeDetector } from '../../../src/browser/viewer/freeze-detector.ts';

const FRAME_MS = 40;

/** Shows frames to a detector; tells how many are held open, and what was reported. */
function createViewer() {
  let open = 0;
  const frame = (): VideoFrame => {
    let isOpen = true;
    open += 1;
    return {
      clone: () => {
        if (!isOpen) throw new Error('a closed frame has no copy');
        return frame();
      },
      close: () => {
        if (!isOpen) throw new Error('closed twice');
        isOpen = false;
        open -= 1;
      },
    } as unknown as VideoFrame;
  };
  const reported: string[] = [];
  const detector = new FreezeDetector(planPictures(60_000), (event: ReaderEvent) => {
    if (event.type !== 'freeze') return;
    reported.push(`${event.at?.number ?? '-'} to ${event.after?.number ?? '-'}`);
    for (const captured of [event.at, event.after]) captured?.frame.close();
  });
  return {
    reported,
    open: () => open,
    check: (nowMs: number) => detector.check(nowMs),
    end: () => detector.end(),
    /** Shows a frame; returns how many are held between its arrival and the reading of its time code. */
    show(number: number, seenMs: number): number {
      detector.arrived(seenMs);
      const held = open;
      detector.add({ frame: frame(), number, seenMs, latencyMs: 50 });
      return held;
    },
  };
}

describe('FreezeDetector', () => {
  it('reports a frozen frame with the one that ended it, and holds only the last frame', () => {
    const { show, reported, open } = createViewer();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    expect(reported).toEqual([]);
    show(20, 19 * FRAME_MS + 600);
    expect(reported).toEqual(['19 to 20']);
    expect(open()).toBe(1);
  });

  it('holds no frame while the next one is read, unless it stood still', () => {
    const { show } = createViewer();
    const held = Array.from({ length: 20 }, (_, n) => show(n, n * FRAME_MS));
    expect(held.slice(1)).toEqual(Array(19).fill(0));
    expect(show(20, 19 * FRAME_MS + 600)).toBe(1);
  });

  it('gives back the frame it holds when the viewer leaves, held or given back before', () => {
    const { show, end, open } = createViewer();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    end();
    end();
    expect(open()).toBe(0);
  });

  it('counts repeats of a frame as the same frame', () => {
    const { show, reported, open } = createViewer();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    for (let again = 1; again < 15; again++) show(19, (19 + again) * FRAME_MS);
    show(20, 34 * FRAME_MS);
    expect(reported).toEqual(['19 to 20']);
    expect(open()).toBe(1);
  });

  it('reports a lasting freeze before it ends', () => {
    const { show, check, reported, open } = createViewer();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    check(19 * FRAME_MS + 2500);
    expect(reported).toEqual(['19 to -']);
    show(20, 19 * FRAME_MS + 4000);
    expect(reported).toEqual(['19 to -', '- to 20']);
    expect(open()).toBe(1);
  });
});
