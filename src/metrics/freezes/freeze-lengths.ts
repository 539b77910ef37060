import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { FREEZE_BOUNDS_MS } from '../../model/result/freeze-lengths.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { wholeLengthMs } from '../series/span.ts';
import { freezesIn } from './freezes.ts';

/** Counts freezes by length, in the classes of FREEZE_BOUNDS_MS; undefined if the window never opened. */
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
