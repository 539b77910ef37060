import type { Segment } from '../model/network.ts';
import { labelText } from './label-text.ts';
import { NETWORK_WORDS } from './network-words.ts';
import type { Text } from './words.ts';

/** The profile's name; of one written in the scenario only that it is, as its numbers stand beside it. */
export function segmentName(segment: Segment): Text {
  return segment.profile === 'custom' ? NETWORK_WORDS.writtenHere : labelText(segment);
}
