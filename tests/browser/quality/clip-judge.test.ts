import { describe, expect, it } from 'vitest';
import { bandRows, comparedEvery, cutBands } from '../../../src/browser/quality/clip-bands.ts';
import { ClipJudge } from '../../../src/browser/quality/clip-judge.ts';
import { toBase64 } from '../../../src/browser/snapshots/base64.ts';
import { Scene } from '../../../src/browser/source/scene.ts';
import { ReferenceBandBuffer } from '../../../src/participants/reference-band-buffer.ts';

const [WIDTH, HEIGHT, FPS] = [640, 360, 30];
const scene = new Scene(WIDTH, HEIGHT);
const lumaOf = (n: number) => {
  const data = new Uint8Array(WIDTH * HEIGHT);
  scene.renderLuma(n, data, 0, HEIGHT);
  return { data, offset: 0, stride: WIDTH };
};
const truthOf = (frame: number) => ({
  frame,
  bands: toBase64(cutBands(lumaOf(frame), WIDTH, bandRows(frame / comparedEvery(FPS), HEIGHT))),
});
const sightOf = (number: number) => ({ number, seenMs: number * 33, latencyMs: 90 });
const judgeOf = () => new ClipJudge({ width: WIDTH, height: HEIGHT, fps: FPS });

describe('ClipJudge', () => {
  it('holds what it saw until the true picture is told, and finds the same the same', () => {
    const judge = judgeOf();
    judge.hold(sightOf(40), lumaOf(40), WIDTH, HEIGHT);
    expect(judge.wanted).toEqual([40]);
    expect(judge.judge(truthOf(50))).toBeUndefined();
    expect(judge.judge(truthOf(40))).toEqual({
      sight: sightOf(40),
      likeness: { ssim: expect.closeTo(1, 9), psnrDb: expect.closeTo(100, 6) },
    });
    expect(judge.wanted).toEqual([]);
  });

  it('sees that it is another picture', () => {
    const judge = judgeOf();
    judge.hold(sightOf(40), lumaOf(41), WIDTH, HEIGHT);
    expect(judge.judge(truthOf(40))?.likeness.ssim).toBeLessThan(0.9);
  });

  it('holds only frames that are told of, and not without end', () => {
    const judge = judgeOf();
    for (let n = 0; n <= 300; n++) judge.hold(sightOf(n), lumaOf(0), WIDTH, HEIGHT);
    expect(judge.wanted).toEqual([210, 220, 230, 240, 250, 260, 270, 280, 290, 300]);
  });
});

describe('bandRows', () => {
  it.each([360, 720, 1080])(
    'stays below the time code and above the end of %d rows, and covers all of them in time',
    (height) => {
      const seen = new Set<number>();
      for (let n = 0; n < 60; n++)
        for (const row of bandRows(n, height)) for (let y = row; y < row + 16; y++) seen.add(y);
      const rows = [...seen].sort((a, b) => a - b);
      expect(rows[0]).toBeGreaterThan(height / 10);
      expect(rows.at(-1)).toBeLessThan(height);
      expect(rows.length).toBeGreaterThan((height - (rows[0] ?? 0)) * 0.95);
    },
  );
});

describe('TrueBandShelf', () => {
  it('knows what was told lately', () => {
    const shelf = new ReferenceBandBuffer();
    for (let frame = 0; frame < 400; frame += 10) shelf.add([{ frame, bands: String(frame) }]);
    expect(shelf.get([10, 380, 381]).map(({ frame }) => frame)).toEqual([380]);
  });
});
