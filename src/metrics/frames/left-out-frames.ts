import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { overlapMs, type Span } from '../series/span.ts';

interface LeftOutSecond extends Span {
  readonly count: number;
}

/** Returns how many frames of a span the origin did not send to a viewer, because they belong to a layer above the viewer's. */
export function framesLeftOut({ id }: RecordedViewer, take: RecordedTake, span: Span): number {
  const seconds = leftOutSeconds(take).get(id) ?? [];
  let count = 0;
  let place = firstAtOrAfter(seconds.length, (at) => seconds[at]?.toMs ?? Number.NaN, span.fromMs);
  for (let second = seconds[place]; second !== undefined && second.fromMs < span.toMs; second = seconds[++place])
    count += (second.count * overlapMs(second, span)) / (second.toMs - second.fromMs);
  return count;
}

const leftOutSeconds = cachePerTake(({ origin }): ReadonlyMap<string, readonly LeftOutSecond[]> => {
  const found = new Map<string, LeftOutSecond[]>();
  origin.forEach(({ atMs: toMs, viewers }, place) => {
    const fromMs = origin[place - 1]?.atMs ?? toMs - 1000;
    for (const { viewer, framesLeftOut: count = 0 } of viewers) {
      if (count === 0 || toMs <= fromMs) continue;
      const seconds = found.get(viewer) ?? [];
      found.set(viewer, seconds);
      seconds.push({ fromMs, toMs, count });
    }
  });
  return found;
});
