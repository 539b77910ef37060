import type { Segment } from '../../model/scenario/network.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import type { Text } from '../messages/words.ts';
import { labelText } from './label-text.ts';

/** The profile's name; of one written in the scenario only that it is, as its numbers stand beside it. */
export function segmentName(segment: Segment): Text {
  return segment.profile === 'custom' ? NETWORK_WORDS.writtenHere : labelText(segment);
}
