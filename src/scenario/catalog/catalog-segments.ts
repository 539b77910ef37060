import type { Segment } from '../../model/scenario/network.ts';
import type { LineEnd } from '../profiles/directed.ts';
import { linkProfilesOfHaul, linkProfilesOfLine } from '../profiles/link-profiles.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';
import type { WrittenLine } from '../schema/line-profile.ts';
import { type CatalogProfile, shownLabels } from './catalog.ts';

/** Turns a line of the catalog into a segment; `end` says which end of the line the person is at. */
export function segmentOfCatalogLine({ name, written, ...labels }: CatalogProfile<WrittenLine>, end: LineEnd): Segment {
  return { profile: name, ...shownLabels(labels), ...linkProfilesOfLine(written, end) };
}

/** Turns a haul of the catalog into a segment. */
export function segmentOfCatalogHaul({ name, written, ...labels }: CatalogProfile<WrittenHaul>): Segment {
  return { profile: name, ...shownLabels(labels), ...linkProfilesOfHaul(written) };
}
