import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Scene } from '../../../src/browser/source/scene.ts';
import { stripHeight } from '../../../src/browser/time-code.ts';

/**
 * Hashes of frames. The picture is part of what recordings mean: old ones are compared with frames made again. Changing it here
 * changes their meaning.
 */
const FRAMES: readonly (readonly [number, number, number, string])[] = [
  [0, 320, 180, '60809edf2b91d787'],
  [149, 320, 180, '19985acc4632ccac'],
  [150, 320, 180, 'f29857f9b755ece4'],
  [301, 320, 180, '60522ec57f715009'],
  [452, 320, 180, '09daef41e9b6be3b'],
  [600, 320, 180, 'b8cce71e845f45a2'],
  [1000, 320, 180, '2c7dd8bef78862b7'],
  [1000, 642, 362, '511e75adbfdea245'],
  [77, 1280, 720, '8719dd244bc9b22a'],
  [77, 720, 1280, '762db84ca07fdcd8'],
];

describe('Scene', () => {
  it.each(FRAMES)('renders frame %d at %dx%d bit for bit', (n, width, height, hash) => {
    expect(hashOf(render(new Scene(width, height), n))).toBe(hash);
  });

  it('depends on the frame number alone, whatever was drawn before', () => {
    const scene = new Scene(320, 180);
    for (const n of [1, 700, 3]) render(scene, n);
    expect(hashOf(render(scene, 1000))).toBe(hashOf(render(new Scene(320, 180), 1000)));
  });

  it('draws every pixel below the time code’s strip, and none in it', () => {
    for (const [width, height] of [
      [320, 180],
      [180, 320],
      [642, 362],
      // The narrowest phones film: nothing may reach past the right edge.
      [180, 480],
    ] as const) {
      const scene = new Scene(width, height);
      const on = (value: number) => {
        const picture = new Uint8Array(scene.byteLength).fill(value);
        scene.render(140, picture);
        return picture;
      };
      const [black, white] = [on(0), on(255)];
      const strip = stripHeight(height);
      expect(new Set(black.subarray(0, strip * width))).toEqual(new Set([0]));
      expect(hashOf(black.subarray(strip * width, width * height))).toBe(
        hashOf(white.subarray(strip * width, width * height)),
      );
    }
  });

  it('stays within video levels', () => {
    const picture = render(new Scene(320, 180), 75).subarray(320 * stripHeight(180), 320 * 180);
    expect(picture.reduce((least, luma) => Math.min(least, luma))).toBeGreaterThanOrEqual(16);
    expect(picture.reduce((most, luma) => Math.max(most, luma))).toBeLessThanOrEqual(235);
  });

  it('changes from each frame to the next', () => {
    const scene = new Scene(320, 180);
    const hashes = Array.from({ length: 300 }, (_, n) => hashOf(render(scene, n)));
    for (const [n, hash] of hashes.entries()) expect(hash).not.toBe(hashes[n + 1]);
  });
});

function render(scene: Scene, n: number): Uint8Array {
  const picture = new Uint8Array(scene.byteLength);
  scene.render(n, picture);
  return picture;
}

function hashOf(picture: Uint8Array): string {
  return createHash('sha256').update(picture).digest('hex').slice(0, 16);
}
