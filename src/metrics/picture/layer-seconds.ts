import type { OriginViewerSecond } from '../../model/recording/origin-line.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { samplesIn } from '../series/samples-in.ts';
import type { Span } from '../series/span.ts';

/** A line covers the second before it; that second's middle decides which span it belongs to. */
const HALF_SECOND_MS = 500;

/** Returns the origin's seconds of a viewer within a span, where it chose among layers; empty for a stream of one layer. */
export function layerSeconds({ id }: RecordedViewer, take: RecordedTake, span: Span): readonly OriginViewerSecond[] {
  return samplesIn(layeredSeconds(take).get(id) ?? [], span).map(({ counted }) => counted);
}

interface LayeredSecond {
  readonly atMs: number;
  readonly counted: OriginViewerSecond;
}

/** Seconds by viewer, in order of time. */
const layeredSeconds = cachePerTake((take): ReadonlyMap<string, readonly LayeredSecond[]> => {
  const found = new Map<string, LayeredSecond[]>();
  for (const { atMs, viewers } of take.origin)
    for (const counted of viewers) {
      if (counted.layer === undefined) continue;
      const own = found.get(counted.viewer) ?? [];
      found.set(counted.viewer, own);
      own.push({ atMs: atMs - HALF_SECOND_MS, counted });
    }
  return found;
});

export const ONE_LAYER = 'the stream has one layer';
