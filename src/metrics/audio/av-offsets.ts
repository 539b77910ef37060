import { firstSights } from '../frames/first-sights.ts';
import { framesIn } from '../frames/frames-in.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { medianOf } from '../series/values.ts';
import { soundLatencies } from './sound-latencies.ts';

/** Frames seen this long before and after a mark stand for the picture that belongs to it. */
const AROUND_MS = 500;

export interface AvOffset {
  readonly atMs: number;
  /** Positive when sound is before its picture, as in ITU-R BT.1359. */
  readonly offsetMs: number;
}

/** Returns, for each mark heard, the median latency of the picture around it minus the mark's own; none where no frame was seen. */
export const avOffsets = cachePerViewer((viewer, take): readonly AvOffset[] => {
  const sights = firstSights(viewer.frames);
  return soundLatencies(viewer, take).flatMap(({ atMs, latencyMs }) => {
    const around = framesIn(sights, { fromMs: atMs - AROUND_MS, toMs: atMs + AROUND_MS });
    const pictureMs = medianOf(around.latencyMs);
    return pictureMs === undefined ? [] : [{ atMs, offsetMs: pictureMs - latencyMs }];
  });
});
