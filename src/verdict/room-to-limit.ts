import type { Verdict } from '../model/result/verdict.ts';
import { marginOf } from './compare/margins.ts';

/**
 * Margins by which a budget must be missed to be missed clearly. In TAKES_WITHOUT_CLEAR_MISS real takes of six settings over two or
 * three regions, no budgeted number was further from the median of its setting's other seeds than 3.2 margins (latency p95; first
 * frame 2.9, sound before picture 2.8, all others 2.2).
 */
const CLEAR_MARGINS = 5;
export const TAKES_WITHOUT_CLEAR_MISS = 156;

/** Returns the distance from the value to its last limit that is no failure, in margins; negative if it is missed. */
export function roomToLimit({ metric, unit, comparison, limit, warnLimit, actual }: Verdict): number | undefined {
  const margin = marginOf({ id: metric, unit });
  if (actual === undefined || margin === undefined) return undefined;
  const last = warnLimit ?? limit;
  return (comparison.startsWith('<') ? last - actual : actual - last) / margin;
}

/** Returns the distance from the value to a clear miss, in margins; 0 or less if it is one. */
export function roomToClearMiss(verdict: Verdict): number | undefined {
  const room = roomToLimit(verdict);
  return room === undefined ? undefined : room + CLEAR_MARGINS;
}

export function isMissedClearly(verdict: Verdict): boolean {
  return (roomToClearMiss(verdict) ?? CLEAR_MARGINS) <= 0;
}
