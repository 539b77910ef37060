import { plain, type Text } from '../messages/words.ts';
import { type Labelled, labelText } from './label-text.ts';

/** A region as results and recommendations name it. */
export type NamedRegion = Labelled & { readonly id: string };

/** The name of the region with this id; the id itself when none has it. */
export function regionName(regions: readonly NamedRegion[], id: string): Text {
  const region = regions.find((candidate) => candidate.id === id);
  return region === undefined ? plain(id) : labelText(region);
}
