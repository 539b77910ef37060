import { groupedBy } from '../../lib/grouped-by.ts';
import type { Region } from '../../model/scenario/scenario.ts';
import { fill, plain, type Text } from '../../report/messages/words.ts';
import { regionName } from '../../report/text/names.ts';
import type { ViewerNow } from '../../take/progress.ts';
import { PROGRESS_WORDS } from '../messages/progress-words.ts';

/** Names of regions and their viewers, short enough for a terminal: "Jakarta", "Jakarta 2". */
export interface ShortNames {
  region(id: string): Text;
  viewer(id: string): Text;
}

/** Returns the names by the places of the regions: "Indonesia (Jakarta)" is Jakarta. What has no region keeps its id. */
export function shortNames(regions: readonly Pick<Region, 'id' | 'label' | 'labelZh' | 'viewers'>[]): ShortNames {
  const place = (label: string) => label.replace(/^[^(（]+[(（]([^)）]+)[)）]/, '$1');
  const region = (id: string): Text => {
    const { en, zh } = regionName(regions, id);
    return { en: place(en), zh: place(zh) };
  };
  const viewer = (id: string): Text => {
    const [, of = '', number = ''] = /^(.+)-(\d+)$/.exec(id) ?? [];
    const found = regions.find((each) => each.id === of);
    if (found === undefined) return plain(id);
    if (found.viewers === 1 && number === '1') return region(of);
    return fill({ en: '{name} {number}', zh: '{name} {number}' }, { name: region(of), number });
  };
  return { region, viewer };
}

/** Formats the state of one viewer: "Singapore 30 fps 182 ms". */
export function glance({ id, fps, latencyMs }: ViewerNow, names: ShortNames): Text {
  const name = names.viewer(id);
  if (fps === undefined) return fill(PROGRESS_WORDS.noAnswer, { name });
  if (latencyMs === undefined) return fill(PROGRESS_WORDS.noPicture, { name });
  return fill(PROGRESS_WORDS.seen, { name, fps, latency: Math.round(latencyMs) });
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
  return groupedBy(viewers, ({ id }) => id.replace(/-\d+$/, ''));
}

/** Returns "28–30", of the viewers whose number is known; "?" if none is. */
export function range(values: readonly (number | undefined)[]): string {
  const known = values.flatMap((value) => (value === undefined ? [] : Math.round(value)));
  if (known.length === 0) return '?';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return least === most ? String(least) : `${least}–${most}`;
}
