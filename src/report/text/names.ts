import type { Segment } from '../../model/scenario/network.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';

/** Anything with a name in words: a region, a segment, a device, a metric. */
export interface Labelled {
  readonly label: string;
  /** Absent in older results, and if no Chinese name is known. */
  readonly labelZh?: string;
}

/** Returns a label as it reads within an English sentence: "Frame rate" becomes "frame rate", "A/V offset" stays. */
export function withinSentence({ en, zh }: Text): Text {
  return { en: en.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()), zh };
}

/** Returns the name in both languages. */
export function labelText({ label, labelZh }: Labelled): Text {
  return { en: label, zh: labelZh ?? label };
}

/** "Indonesia (Jakarta), my-line": the country, the city, and what more distinguishes the region. */
export const CITY = /^([^(（]+)[(（]([^()（）]+)[)）](.*)$/;

/** Returns the name of a place in little room: "Jakarta" of "Indonesia (Jakarta)". */
export function cityName({ en, zh }: Text): Text {
  return { en: en.replace(CITY, '$2$3'), zh: zh.replace(CITY, '$2$3') };
}

/** Returns a text where its language cannot be chosen by style, such as an image's description: "Jakarta / 雅加达". */
export function bothLanguages({ en, zh }: Text): string {
  return en === zh ? en : `${en} / ${zh}`;
}

/** A region as results and recommendations name it. */
export type NamedRegion = Labelled & { readonly id: string };

/** A region and its number of viewers. */
export type ViewedRegion = NamedRegion & { readonly viewers: number };

/** Returns the name of the region with this id; the id itself if there is none. */
export function regionName(regions: readonly NamedRegion[], id: string): Text {
  const region = regions.find((candidate) => candidate.id === id);
  return region === undefined ? plain(id) : labelText(region);
}

/** Returns the name of a segment's profile; for one written in the scenario, only that it is, as its numbers stand beside it. */
export function segmentName(segment: Segment): Text {
  return segment.profile === 'custom' ? NETWORK_WORDS.writtenHere : labelText(segment);
}

/** Names of links by segment and direction. */
const NAMES: Readonly<Record<string, Text>> = {
  'first-mile/out': NETWORK_WORDS.linkFirstMileOut,
  'first-mile/back': NETWORK_WORDS.linkFirstMileBack,
  'haul/out': NETWORK_WORDS.linkHaulOut,
  'haul/back': NETWORK_WORDS.linkHaulBack,
  'access/out': NETWORK_WORDS.linkAccessOut,
  'access/back': NETWORK_WORDS.linkAccessBack,
};

/** Returns the id of a link in words, such as "haul:sea-id/out", with the names of known regions; an id of another shape unchanged. */
export function linkName(id: string, regions: readonly ViewedRegion[] = []): Text {
  const [, segment = '', of = '', direction = ''] = /^([a-z-]+)(?::(.+))?\/(out|back)$/.exec(id) ?? [];
  const key = `${segment}/${direction}`;
  const name = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
  return name === undefined
    ? plain(id)
    : fill(name, { of: segment === 'access' ? viewerName(regions, of) : regionName(regions, of) });
}

/** Returns a viewer's name: its region's, with its number where the region has several, or where it came in mid-show; the id itself if there is no such region. */
export function viewerName(regions: readonly ViewedRegion[], id: string): Text {
  const [, regionId, number = ''] = /^(.+)-(\d+)$/.exec(id) ?? [];
  const region = regions.find((candidate) => candidate.id === regionId);
  if (region === undefined) return plain(id);
  return region.viewers === 1 && number === '1'
    ? labelText(region)
    : fill(VIEWER_OF, { region: labelText(region), number });
}

/** Puts names in place of the ids of viewers that a sentence has, "the decoder of sea-id-1 took 40 ms". */
export function withViewerNames({ en, zh }: Text, regions: readonly ViewedRegion[]): Text {
  if (regions.length === 0) return { en, zh };
  const ids = new RegExp(`(?<![\\w-])(?:${regions.map(({ id }) => id).join('|')})-\\d+(?![\\w-])`, 'g');
  return {
    en: en.replace(ids, (id) => viewerName(regions, id).en),
    // Chinese has no spaces around a name of its own characters.
    zh: zh.replace(new RegExp(` ?(${ids.source}) ?`, 'g'), (spaced, id: string) => {
      const name = viewerName(regions, id).zh;
      const [before, after] = [/^\p{Script=Han}/u.test(name), /\p{Script=Han}$/u.test(name)];
      return `${spaced.startsWith(' ') && !before ? ' ' : ''}${name}${spaced.endsWith(' ') && !after ? ' ' : ''}`;
    }),
  };
}

const VIEWER_OF: Text = { en: '{region}, viewer {number}', zh: '{region} 观众 {number}' };
