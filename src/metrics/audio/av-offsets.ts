import { firstSights } from '../frames/first-sights.ts';
import { framesIn } from '../frames/frames-in.ts';
import { onceAViewer } from '../series/once-a-viewer.ts';
import { medianOf } from '../series/values.ts';
import { soundLatencies } from './sound-latencies.ts';

/** Frames seen so long before and after a mark speak for the picture beside it. */
const AROUND_MS = 500;

export interface AvOffset {
  readonly atMs: number;
  /** + = sound before its picture, as ITU-R BT.1359 counts. */
  readonly offsetMs: number;
}

/** At each mark heard: the median latency of the picture around it less the mark's own; none where no frame was seen. */
export const avOffsets = onceAViewer((viewer, take): readonly AvOffset[] => {
  const sights = firstSights(viewer.frames);
  return soundLatencies(viewer, take).flatMap(({ atMs, latencyMs }) => {
    const around = framesIn(sights, { fromMs: atMs - AROUND_MS, toMs: atMs + AROUND_MS });
    const pictureMs = medianOf(around.latencyMs);
    return pictureMs === undefined ? [] : [{ atMs, offsetMs: pictureMs - latencyMs }];
  });
});
