import { describe, expect, it } from 'vitest';
import type { FrameStampsLine, FramesSeenLine } from '../../src/model/recording/frame-lines.ts';
import { GrowingStamps } from '../../src/recording/growing-stamps.ts';

const SEEN: FramesSeenLine = {
  ...{ type: 'frames-seen', atMs: 2000, viewer: 'a', baseMs: 1000, unreadable: 0 },
  ...{ frame: [1, 2, 2, 3], seenMs: [100, 140, 150, 180], latencyMs: [90, 90, 100, 90] },
  ...{ sampledAt: [0, 2, 3], sampledRtpSteps: [3600, 3700, 3500] },
};
const STAMPS: FrameStampsLine = {
  ...{ type: 'frame-stamps', atMs: 3000, viewer: 'a', baseMs: 1000, incomplete: 0 },
  ...{ rtpSteps: [3600, 3700, 3500], inMs: [20, 60, 100], sendingMs: [1, 1, 1] },
  ...{ firstMileMs: [7, 7, 7], originMs: [2, 2, 2], pathMs: [40, 40, 40] },
};

function grow(...lines: readonly (FramesSeenLine | FrameStampsLine)[]) {
  const growing = new GrowingStamps();
  for (const line of lines) {
    if (line.type === 'frames-seen') growing.addSeen(line);
    else growing.addStamps(line);
  }
  return growing.finish();
}

describe('GrowingStamps', () => {
  it('joins what page and origin noted, whichever came first, and leaves out a picture seen again', () => {
    for (const stamped of [grow(SEEN, STAMPS), grow(STAMPS, SEEN)]) {
      // Frame 1 was stamped at 1010 and seen at 1100; frame 3 at 1090 and 1180.
      expect([...(stamped?.seenMs ?? [])]).toEqual([1100, 1180]);
      expect([...(stamped?.encodingMs ?? [])]).toEqual([2, 2]);
      expect([...(stamped?.sendingMs ?? [])]).toEqual([1, 1]);
      expect([...(stamped?.firstMileMs ?? [])]).toEqual([7, 7]);
      expect([...(stamped?.originMs ?? [])]).toEqual([2, 2]);
      expect([...(stamped?.pathMs ?? [])]).toEqual([40, 40]);
      expect([...(stamped?.viewerMs ?? [])]).toEqual([38, 38]);
    }
  });

  it('is undefined without an origin that stamps, and empty where no frame meets its stamps', () => {
    expect(grow(SEEN)).toBeUndefined();
    expect(grow(STAMPS)?.seenMs).toHaveLength(0);
    const { sampledAt: _, sampledRtpSteps: __, ...older } = SEEN;
    expect(grow(older, STAMPS)?.seenMs).toHaveLength(0);
  });

  it('leaves out a frame that was seen before its last packet came, and one of another stream', () => {
    expect(grow(SEEN, { ...STAMPS, pathMs: [79, 40, 40] })?.seenMs).toHaveLength(1);
    expect(grow({ ...SEEN, baseMs: 12_000 }, STAMPS)?.seenMs).toHaveLength(0);
  });
});
