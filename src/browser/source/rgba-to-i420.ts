import type { Plane } from '../quality/plane.ts';

/** Colour space of the planes that rgbaToI420() returns. */
export const I420_COLOUR_SPACE: VideoColorSpaceInit = {
  ...{ matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false },
};

/** Converts RGBA to I420, BT.709 with limited range; chroma is that of the upper left of its four pixels. */
export function rgbaToI420(rgba: Uint8ClampedArray, width: number, height: number): readonly [Plane, Plane, Plane] {
  const [chromaWidth, chromaHeight] = [(width + 1) >> 1, (height + 1) >> 1];
  const luma = new Uint8Array(width * height);
  const u = new Uint8Array(chromaWidth * chromaHeight);
  const v = new Uint8Array(chromaWidth * chromaHeight);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const [red, green, blue] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number];
      luma[y * width + x] = 16.5 + 0.1826 * red + 0.6142 * green + 0.062 * blue;
      if ((x | y) & 1) continue;
      const i = (y >> 1) * chromaWidth + (x >> 1);
      u[i] = 128.5 - 0.1006 * red - 0.3386 * green + 0.4392 * blue;
      v[i] = 128.5 + 0.4392 * red - 0.3989 * green - 0.0403 * blue;
    }
  const chroma = (data: Uint8Array) => ({ data, offset: 0, stride: chromaWidth });
  return [{ data: luma, offset: 0, stride: width }, chroma(u), chroma(v)];
}
