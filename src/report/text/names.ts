import type { Segment } from '../../model/scenario/network.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';

/** Whatever has a name in words: a region, a stretch of its path, a device, a metric. */
export interface Labelled {
  readonly label: string;
  /** Absent in older results, and where no Chinese name is known. */
  readonly labelZh?: string;
}

/** Its name in both languages. */
export function labelText({ label, labelZh }: Labelled): Text {
  return { en: label, zh: labelZh ?? label };
}

/** A region as results and recommendations name it. */
export type NamedRegion = Labelled & { readonly id: string };

/** The name of the region with this id; the id itself when none has it. */
export function regionName(regions: readonly NamedRegion[], id: string): Text {
  const region = regions.find((candidate) => candidate.id === id);
  return region === undefined ? plain(id) : labelText(region);
}

/** The profile's name; of one written in the scenario only that it is, as its numbers stand beside it. */
export function segmentName(segment: Segment): Text {
  return segment.profile === 'custom' ? NETWORK_WORDS.writtenHere : labelText(segment);
}

const NAMES: Readonly<Record<string, Text>> = {
  'first-mile/out': NETWORK_WORDS.linkFirstMileOut,
  'first-mile/back': NETWORK_WORDS.linkFirstMileBack,
  'haul/out': NETWORK_WORDS.linkHaulOut,
  'haul/back': NETWORK_WORDS.linkHaulBack,
  'access/out': NETWORK_WORDS.linkAccessOut,
  'access/back': NETWORK_WORDS.linkAccessBack,
};

/** "haul:sea-id/out" in words; an id of another shape as it is. */
export function linkName(id: string): Text {
  const [, segment = '', of = '', direction = ''] = /^([a-z-]+)(?::(.+))?\/(out|back)$/.exec(id) ?? [];
  const key = `${segment}/${direction}`;
  const name = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
  return name === undefined ? plain(id) : fill(name, { of });
}
