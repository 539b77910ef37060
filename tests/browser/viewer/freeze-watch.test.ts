import { describe, expect, it } from 'vitest';
import { planPictures } from '../../../src/browser/snapshots/picture-plan.ts';
import type { ReaderEvent } from '../../../src/browser/viewer/frame-info.ts';
import { FreezeWatch } from '../../../src/browser/viewer/freeze-watch.ts';

const FRAME_MS = 40;

/** Of the pictures shown: how many are held open, and what was told. */
function watching() {
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
  const told: string[] = [];
  const watch = new FreezeWatch(planPictures(60_000), (news: ReaderEvent) => {
    if (news.type !== 'freeze') return;
    told.push(`${news.at?.number ?? '-'} to ${news.after?.number ?? '-'}`);
    for (const shot of [news.at, news.after]) shot?.frame.close();
  });
  return {
    told,
    open: () => open,
    look: (nowMs: number) => watch.look(nowMs),
    /** Between its coming and its code being read, how many are held. */
    show(number: number, seenMs: number): number {
      watch.arrived(seenMs);
      const held = open;
      watch.saw({ frame: frame(), number, seenMs, latencyMs: 50 });
      return held;
    },
  };
}

describe('a picture that stands still', () => {
  it('is told with the one that ended it, and nothing else stays open but the last', () => {
    const { show, told, open } = watching();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    expect(told).toEqual([]);
    show(20, 19 * FRAME_MS + 600);
    expect(told).toEqual(['19 to 20']);
    expect(open()).toBe(1);
  });

  it('holds none back while the next one is read, unless it stood still', () => {
    const { show } = watching();
    const held = Array.from({ length: 20 }, (_, n) => show(n, n * FRAME_MS));
    expect(held.slice(1)).toEqual(Array(19).fill(0));
    expect(show(20, 19 * FRAME_MS + 600)).toBe(1);
  });

  it('may be sent again and again: it is still the same', () => {
    const { show, told, open } = watching();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    for (let again = 1; again < 15; again++) show(19, (19 + again) * FRAME_MS);
    show(20, 34 * FRAME_MS);
    expect(told).toEqual(['19 to 20']);
    expect(open()).toBe(1);
  });

  it('is told of before it ends where it lasts', () => {
    const { show, look, told, open } = watching();
    for (let n = 0; n < 20; n++) show(n, n * FRAME_MS);
    look(19 * FRAME_MS + 2500);
    expect(told).toEqual(['19 to -']);
    show(20, 19 * FRAME_MS + 4000);
    expect(told).toEqual(['19 to -', '- to 20']);
    expect(open()).toBe(1);
  });
});
