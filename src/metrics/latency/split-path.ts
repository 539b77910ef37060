import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { StampedFrames } from '../../model/recording/stamped-frames.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';

type PathStage = 'haul' | 'access' | 'repair';

export type SplitPath =
  | { readonly type: 'stages'; readonly stagesMs: Readonly<Record<PathStage, Float64Array>> }
  | { readonly type: 'no-data'; readonly reason: string };

/** Delay of one link in one second, by its own ledger: what it gives every packet, and the wait in its queue. */
interface DelaySecond {
  /** End of the second. */
  readonly atMs: number;
  readonly delayMs: number;
}

/** A ledger further away than this says nothing of a frame: seconds follow each other, but for one missed. */
const NEAR_MS = 2000;

/**
 * Splits the time from the origin to the viewer by the ledgers that the two links kept in that second: the delay given
 * to packets and the median wait in the queue. What a frame took beyond that is repair: resends, and the queue that its
 * own packets made. A frame faster than both ledgers say has both shortened alike.
 */
export function splitPath(stamped: StampedFrames, viewer: RecordedViewer, take: RecordedTake): SplitPath {
  const ledgers = ledgersOf(take);
  const route = take.header.topology.routes.find(({ from, to }) => from === 'origin' && to === viewer.id);
  const links = take.header.topology.links.filter(({ id }) => route?.links.includes(id));
  const [haul, access] = (['haul', 'access'] as const).map((segment) =>
    links.filter((link) => link.segment === segment).flatMap(({ id }) => ledgers.get(id) ?? []),
  );
  if (haul === undefined || access === undefined || haul.length === 0 || access.length === 0)
    return { type: 'no-data', reason: 'the links to the viewer kept no ledger of their delay' };
  const { length } = stamped.seenMs;
  const stagesMs = {
    ...{ haul: new Float64Array(length), access: new Float64Array(length) },
    repair: new Float64Array(length),
  };
  for (let place = 0; place < length; place++) {
    const pathMs = Math.max(0, stamped.pathMs[place] ?? Number.NaN);
    const sentMs = (stamped.seenMs[place] ?? Number.NaN) - (stamped.viewerMs[place] ?? Number.NaN) - pathMs;
    const [haulMs, accessMs] = [delayAt(haul, sentMs), delayAt(access, sentMs)];
    if (haulMs === undefined || accessMs === undefined) {
      for (const column of Object.values(stagesMs)) column[place] = Number.NaN;
      continue;
    }
    const sumMs = haulMs + accessMs;
    const share = sumMs > pathMs ? pathMs / sumMs : 1;
    stagesMs.haul[place] = haulMs * share;
    stagesMs.access[place] = accessMs * share;
    stagesMs.repair[place] = (stamped.pathMs[place] ?? Number.NaN) - (haulMs + accessMs) * share;
  }
  return { type: 'stages', stagesMs };
}

const ledgersOf = cachePerTake(({ links }): ReadonlyMap<string, readonly DelaySecond[]> => {
  const ledgers = new Map<string, DelaySecond[]>();
  for (const { atMs, links: seconds } of links)
    for (const { link, meanDelayMs, queueDelayP50Ms = 0 } of seconds) {
      if (meanDelayMs === undefined) continue;
      const ledger = ledgers.get(link) ?? [];
      ledgers.set(link, ledger);
      ledger.push({ atMs, delayMs: meanDelayMs + queueDelayP50Ms });
    }
  return ledgers;
});

function delayAt(ledger: readonly DelaySecond[], ms: number): number | undefined {
  const place = firstAtOrAfter(ledger.length, (at) => ledger[at]?.atMs ?? Number.NaN, ms);
  const second = ledger[place] ?? ledger.at(-1);
  return second !== undefined && Math.abs(second.atMs - ms) <= NEAR_MS ? second.delayMs : undefined;
}
