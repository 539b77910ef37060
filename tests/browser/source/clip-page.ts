import { openClip, playClip } from '../../../src/browser/source/clip.ts';
import { ClipPlanes } from '../../../src/browser/source/clip-planes.ts';

/**
 * Plays the chosen clip for a while; returns what it is, how many pictures it showed in 2 s, and luma and chroma of the last at some
 * places, by the share of width and height.
 */
async function shoot(width: number, height: number, places: readonly (readonly [number, number])[]) {
  const planes = new ClipPlanes(width, height);
  let last: Promise<void> = Promise.resolve();
  const clip = await playClip((picture) => {
    last = last.then(() => planes.take(picture)).finally(() => picture.close());
  });
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await sleep(1500);
  const before = planes.taken;
  await sleep(2000);
  const { taken } = planes;
  const data = planes.picture?.data ?? new Uint8Array(0);
  const at = ([x, y]: readonly [number, number]) => Math.floor(y * height) * width + Math.floor(x * width);
  const chroma = width * height;
  return {
    ...{ facts: clip.facts, frameRate: clip.frameRate, shown: taken - before },
    luma: places.map((place) => data[at(place)]),
    chroma: [data[chroma], data[chroma + (width * height) / 4]],
  };
}

Object.assign(globalThis, { longhaul: { openClip, shoot } });
