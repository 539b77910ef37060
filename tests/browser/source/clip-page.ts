import { openClip, playClip } from '../../../src/browser/source/clip.ts';
import { ClipPlanes } from '../../../src/browser/source/clip-planes.ts';

/** Plays the chosen clip; returns what it is, and luma and chroma of its pictures at some places, by the share of width and height. */
async function shoot(width: number, height: number, places: readonly (readonly [number, number])[]) {
  const clip = await playClip();
  const planes = new ClipPlanes(width, height);
  const reader = clip.pictures.getReader();
  for (let n = 0; n < 20; n++) {
    const { value } = await reader.read();
    if (value === undefined) break;
    await planes.take(value).finally(() => value.close());
  }
  const data = planes.picture?.data ?? new Uint8Array(0);
  const at = ([x, y]: readonly [number, number]) => Math.floor(y * height) * width + Math.floor(x * width);
  const chroma = width * height;
  return {
    ...{ facts: clip.facts, frameRate: clip.frameRate, taken: planes.taken },
    luma: places.map((place) => data[at(place)]),
    chroma: [data[chroma], data[chroma + (width * height) / 4]],
  };
}

Object.assign(globalThis, { longhaul: { openClip, shoot } });
