import { FREEZE_BOUNDS_MS } from '../model/freeze-lengths.ts';
import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { freezesIn } from './freezes.ts';
import { measuredWindow } from './measured-window.ts';
import { wholeLengthMs } from './span.ts';

/** How many freezes lasted how long, by FREEZE_BOUNDS_MS; undefined when the window never opened. */
export function freezeLengths(viewer: RecordedViewer, take: RecordedTake): readonly number[] | undefined {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const counts = FREEZE_BOUNDS_MS.map(() => 0);
  for (const freeze of freezesIn(viewer, take)) {
    const place = Math.max(
      0,
      FREEZE_BOUNDS_MS.findLastIndex((bound) => wholeLengthMs(freeze, window) >= bound),
    );
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
