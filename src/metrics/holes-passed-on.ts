import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { onceATake } from './once-a-viewer.ts';
import { isWithin, type Span } from './span.ts';

/**
 * Packets of a viewer's picture that it counts as lost in a stretch of time, though the origin never had them to send: the first mile
 * had lost them. Net of those sent late, so below zero where these make up for earlier ones. 0 where no origin of ours is in between;
 * undefined where one is, lost something on the first mile, and did not tell.
 */
export function holesPassedOn(viewer: RecordedViewer, take: RecordedTake, span: Span): number | undefined {
  const told = toldByOrigin(take).get(viewer.id);
  if (told !== undefined) return told.reduce((sum, { atMs, unsent }) => sum + (isWithin(atMs, span) ? unsent : 0), 0);
  const isMissing = take.origin.some(({ atMs, publisher }) => isWithin(atMs, span) && publisher?.packetsMissing);
  return isMissing ? undefined : 0;
}

interface Told {
  readonly atMs: number;
  readonly unsent: number;
}

const toldByOrigin = onceATake((take): ReadonlyMap<string, readonly Told[]> => {
  const told = new Map<string, Told[]>();
  for (const { atMs, viewers } of take.origin)
    for (const { viewer, videoNumbersUnsent } of viewers) {
      if (videoNumbersUnsent === undefined) continue;
      const known = told.get(viewer) ?? [];
      known.push({ atMs, unsent: videoNumbersUnsent });
      told.set(viewer, known);
    }
  return told;
});
