import { NETWORK_WORDS } from '../messages/network-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';

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
