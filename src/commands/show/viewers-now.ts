import { fill, type Text } from '../../report/messages/words.ts';
import type { ViewerNow } from '../../take/progress.ts';
import { PROGRESS_WORDS } from '../messages/progress-words.ts';

/** Formats the state of one viewer: "sea-sg-1 30 fps 182 ms". */
export function glance({ id, fps, latencyMs }: ViewerNow): Text {
  if (fps === undefined) return fill(PROGRESS_WORDS.noAnswer, { id });
  if (latencyMs === undefined) return fill(PROGRESS_WORDS.noPicture, { id });
  return fill(PROGRESS_WORDS.seen, { id, fps, latency: Math.round(latencyMs) });
}

/** Orders viewers: without an answer, without a picture, then by frame rate. */
export function byWorst(a: ViewerNow, b: ViewerNow): number {
  return seen(a) - seen(b);
}

function seen({ fps, latencyMs }: ViewerNow): number {
  if (fps === undefined) return -2;
  return latencyMs === undefined ? -1 : fps;
}

/** Groups viewers by their region, which their ids begin with: "sea-sg-1". */
export function byRegion(viewers: readonly ViewerNow[]): ReadonlyMap<string, readonly ViewerNow[]> {
  const groups = new Map<string, ViewerNow[]>();
  for (const viewer of viewers) {
    const region = viewer.id.replace(/-\d+$/, '');
    groups.set(region, [...(groups.get(region) ?? []), viewer]);
  }
  return groups;
}

/** Returns "28–30", of the viewers whose number is known; "?" if none is. */
export function range(values: readonly (number | undefined)[]): string {
  const known = values.flatMap((value) => (value === undefined ? [] : Math.round(value)));
  if (known.length === 0) return '?';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return least === most ? String(least) : `${least}–${most}`;
}
