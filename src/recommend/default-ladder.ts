import type { VideoSettings } from '../model/scenario/scenario.ts';

/** Shorter sides, px, and two bitrates worth trying at each for 30 fps: the lower end and the middle of what live platforms advise for H.264. */
const STEPS = [
  { side: 360, bitrates: [400_000, 800_000] },
  { side: 540, bitrates: [1_200_000, 1_800_000] },
  { side: 720, bitrates: [2_000_000, 3_000_000] },
  { side: 1080, bitrates: [4_500_000, 6_000_000] },
] as const;
const LARGEST_SHOWN = 3;

/** Makes rungs of two bitrates for the three largest sizes that fit into the broadcast, in its aspect ratio, plus the broadcast itself. */
export function defaultLadder(video: VideoSettings): readonly VideoSettings[] {
  const own = Math.min(video.width, video.height);
  const scaled = (pixels: number, side: number) => 2 * Math.round((pixels * side) / own / 2);
  const steps = STEPS.filter(({ side }) => side <= own).slice(-LARGEST_SHOWN);
  const rungs = steps.flatMap(({ side, bitrates }) =>
    bitrates.map((bitrateBps) => ({
      ...video,
      ...{ width: scaled(video.width, side), height: scaled(video.height, side), bitrateBps },
    })),
  );
  const isThere = rungs.some(({ height, bitrateBps }) => height === video.height && bitrateBps === video.bitrateBps);
  return isThere ? rungs : [...rungs, video];
}
