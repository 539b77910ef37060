import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { toJpeg } from '../../../src/browser/snapshots/jpeg.ts';
import type { Picture } from '../../../src/browser/snapshots/small-picture.ts';
import { Scene } from '../../../src/browser/source/scene.ts';

const plane = (width: number, height: number, at: (x: number, y: number) => number) => ({
  data: Uint8Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
  offset: 0,
  stride: width,
});

async function decoded(picture: Picture, side = 1000) {
  const jpeg = toJpeg(picture, side);
  const image = await loadImage(Buffer.from(jpeg));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const pixel = (x: number, y: number) => [...data.slice((y * image.width + x) * 4, (y * image.width + x) * 4 + 3)];
  return { jpeg, width: image.width, height: image.height, pixel };
}

describe('toJpeg', () => {
  it.each([
    ['white', 235, 128, 128, [255, 255, 255]],
    ['black', 16, 128, 128, [0, 0, 0]],
    ['red', 63, 102, 240, [255, 0, 0]],
    ['blue', 32, 240, 118, [0, 0, 255]],
  ])('encodes %s so that another decoder reads it', async (_, y, u, v, expected) => {
    const { pixel } = await decoded({
      ...{ width: 20, height: 12, luma: plane(20, 12, () => y) },
      ...{ u: plane(10, 6, () => u), v: plane(10, 6, () => v) },
    });
    for (const [i, value] of pixel(13, 7).entries())
      expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(8);
  });

  it('encodes a grey picture whose size is no multiple of a block', async () => {
    const luma = plane(50, 38, (x, y) => 40 + 2 * x + y);
    const { width, height, pixel } = await decoded({ width: 50, height: 38, luma });
    expect([width, height]).toEqual([50, 38]);
    for (const [x, y] of [
      [0, 0],
      [49, 37],
      [17, 30],
      [31, 4],
    ] as const)
      for (const value of pixel(x, y)) expect(Math.abs(value - 1.1644 * (24 + 2 * x + y))).toBeLessThan(12);
  });

  it.each([
    [160, 5000],
    [256, 11_000],
  ])('encodes a busy scene %d pixels wide in less than %d bytes', async (side, most) => {
    const scene = new Scene(1280, 720);
    const picture = new Uint8Array(scene.byteLength);
    scene.render(400, picture);
    const part = (offset: number, stride: number) => ({ data: picture, offset, stride });
    const at = 1280 * 720;
    const { jpeg, width, height } = await decoded(
      { width: 1280, height: 720, luma: part(0, 1280), u: part(at, 640), v: part(at * 1.25, 640) },
      side,
    );
    expect([width, height]).toEqual([side, (side * 9) / 16]);
    expect(jpeg.length).toBeGreaterThan(most / 5);
    expect(jpeg.length).toBeLessThan(most);
  });
});
