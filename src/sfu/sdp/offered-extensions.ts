import { EXTENSION_URI, type ExtensionIds, type ExtensionName } from '../rtp/header-extensions.ts';
import { DIRECTIONS, type Direction } from './direction.ts';
import { SdpError } from './sdp-error.ts';
import { EXTENSION_ID, readNumber } from './sdp-number.ts';
import { excerpt, type SdpSection } from './sdp-section.ts';

/** Header extension that an offer maps to an id (RFC 8285 section 8). */
export interface OfferedExtension {
  readonly id: number;
  readonly uri: string;
  /** Direction of a one-way extension; undefined if both sides may send it. */
  readonly direction: Direction | undefined;
}

const NAMES = new Map(Object.entries(EXTENSION_URI).map(([name, uri]) => [uri as string, name as ExtensionName]));
/** Highest ids of one-byte and two-byte headers; id 15 ends a list of one-byte elements (RFC 8285 section 4.2). */
const ONE_BYTE_MAX = 14;
const TWO_BYTE_MAX = 255;
const RESERVED = 15;

/** Reads the extensions of a section, the session's first, in order. Throws SdpError. */
export function readExtensions(session: SdpSection, section: SdpSection): OfferedExtension[] {
  return [...session.values('extmap'), ...section.values('extmap')].map(({ text, line }) => {
    const [number = '', uri = ''] = text.split(/\s+/);
    const [id, direction] = number.split('/');
    if (direction !== undefined && !DIRECTIONS.some((one) => one === direction))
      throw new SdpError(`a=extmap: a direction is one of ${DIRECTIONS.join(', ')}, got "${excerpt(direction)}"`, line);
    return {
      id: readNumber(id, EXTENSION_ID, line),
      uri,
      direction: DIRECTIONS.find((one) => one === direction && one !== 'sendrecv'),
    };
  });
}

/**
 * Returns ids that sections of a bundle map to two different extensions, which RFC 9143 section 9.2 forbids: their
 * meaning is undefined.
 */
export function findConflictingIds(extensions: readonly OfferedExtension[]): ReadonlySet<number> {
  const uris = new Map<number, string>();
  const conflicting = new Set<number>();
  for (const { id, uri } of extensions) {
    if ((uris.get(id) ?? uri) !== uri) conflicting.add(id);
    uris.set(id, uri);
  }
  return conflicting;
}

/**
 * Returns the supported extensions for `direction`, seen from the offerer, with ids that a header can hold. If one
 * extension has two ids, the first counts.
 */
export function selectExtensions(
  { extensions, conflicting, mixesExtensions }: OfferedExtensions,
  direction: 'sendonly' | 'recvonly',
): ExtensionIds {
  const usable: Partial<Record<ExtensionName, number>> = {};
  for (const { id, uri, direction: limited } of extensions) {
    const name = NAMES.get(uri);
    if (name === undefined || usable[name] !== undefined || conflicting.has(id)) continue;
    // An id above 14 needs two-byte headers in a stream of one-byte ones: only for receivers that accept both in one
    // stream.
    const max = mixesExtensions ? TWO_BYTE_MAX : ONE_BYTE_MAX;
    const fits = id >= 1 && id <= max && id !== RESERVED;
    if (fits && (limited === undefined || limited === direction)) usable[name] = id;
  }
  return usable;
}

export interface OfferedExtensions {
  readonly extensions: readonly OfferedExtension[];
  readonly conflicting: ReadonlySet<number>;
  /** a=extmap-allow-mixed: one-byte and two-byte headers in one stream (RFC 8285 section 6). */
  readonly mixesExtensions: boolean;
}
