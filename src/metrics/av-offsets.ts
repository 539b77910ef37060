import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { firstSights } from './first-sights.ts';
import { soundLatencies } from './sound-latencies.ts';
import { medianOf } from './values.ts';

/** Frames seen so long before and after a mark speak for the picture beside it. */
const AROUND_MS = 500;

export interface AvOffset {
  readonly atMs: number;
  /** + = sound before its picture, as ITU-R BT.1359 counts. */
  readonly offsetMs: number;
}

/** At each mark heard: the median latency of the picture around it less the mark's own; none where no frame was seen. */
export function avOffsets(viewer: RecordedViewer, take: RecordedTake): readonly AvOffset[] {
  const sights = firstSights(viewer.frames);
  return soundLatencies(viewer, take).flatMap(({ atMs, latencyMs }) => {
    const around = sights.filter(({ seenMs }) => Math.abs(seenMs - atMs) <= AROUND_MS);
    const pictureMs = medianOf(around.map((frame) => frame.latencyMs));
    return pictureMs === undefined ? [] : [{ atMs, offsetMs: pictureMs - latencyMs }];
  });
}
