import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { overlapMs, type Span } from '../series/span.ts';

/** Returns the share (0 to 1) of a time for which a viewer was given each simulcast stream, by rid; the shares sum to 1. */
export type WatchedStreams = (span: Span) => ReadonlyMap<string, number>;

interface WatchedSecond extends Span {
  readonly shares: ReadonlyMap<string, number>;
}

/**
 * Tells which simulcast stream the origin gave a viewer when; undefined where there is one stream for all, or where the recording
 * does not say. Where in its second a switch was is not known: that second counts for both streams alike.
 */
export function watchedStreams({ id }: RecordedViewer, take: RecordedTake): WatchedStreams | undefined {
  const seconds = watchedSeconds(take).get(id);
  const [first, last] = [seconds?.[0], seconds?.at(-1)];
  if (seconds === undefined || first === undefined || last === undefined) return undefined;
  return (span) => {
    const found = new Map<string, number>();
    let place = firstAtOrAfter(seconds.length, (at) => seconds[at]?.toMs ?? Number.NaN, span.fromMs);
    let coveredMs = 0;
    for (let second = seconds[place]; second !== undefined && second.fromMs < span.toMs; second = seconds[++place]) {
      const ms = overlapMs(second, span);
      coveredMs += ms;
      for (const [rid, share] of second.shares) found.set(rid, (found.get(rid) ?? 0) + share * ms);
    }
    // Before the first second and after the last one the viewer had the nearest one's.
    if (coveredMs === 0) return (span.toMs <= first.fromMs ? first : last).shares;
    return new Map([...found].map(([rid, ms]) => [rid, ms / coveredMs]));
  };
}

const watchedSeconds = cachePerTake((take): ReadonlyMap<string, readonly WatchedSecond[]> => {
  const found = new Map<string, WatchedSecond[]>();
  const before = new Map<string, string>();
  take.origin.forEach(({ atMs, viewers }, place) => {
    const fromMs = take.origin[place - 1]?.atMs ?? atMs - 1000;
    for (const { viewer, layer } of viewers) {
      const rid = layer?.rid ?? before.get(viewer);
      if (rid === undefined) continue;
      const seconds = found.get(viewer) ?? [];
      found.set(viewer, seconds);
      const former = before.get(viewer) ?? rid;
      const shares = former === rid ? [[rid, 1] as const] : [[former, 0.5] as const, [rid, 0.5] as const];
      seconds.push({ fromMs, toMs: atMs, shares: new Map(shares) });
      before.set(viewer, rid);
    }
  });
  return found;
});

/** Returns what was counted of the streams that are watched in such shares; NaN if that is not known of one of them. */
export function ofWatched(shares: ReadonlyMap<string, number>, countOf: (rid: string) => number): number {
  let sum = 0;
  for (const [rid, share] of shares) sum += share * countOf(rid);
  return sum;
}
