import type { OriginViewerSecond } from '../model/lines/origin-line.ts';
import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { isWithin, type Span } from './span.ts';

/** A line tells of the second before it: its middle decides where that belongs. */
const HALF_SECOND_MS = 500;

/** What the origin noted of a viewer in a stretch of time, where it chose among layers for it; empty for a stream of one. */
export function layerSeconds({ id }: RecordedViewer, take: RecordedTake, span: Span): readonly OriginViewerSecond[] {
  return take.origin
    .filter(({ atMs }) => isWithin(atMs - HALF_SECOND_MS, span))
    .flatMap(({ viewers }) => viewers.filter(({ viewer, layer }) => viewer === id && layer !== undefined));
}

export const ONE_LAYER = 'the stream has one layer';
