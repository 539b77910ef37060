import { z } from 'zod';

/**
 * Every message of these schemas is what was expected, in words; the finding adds where and what stands there.
 * One exception: for unknown keys the message is the list of known ones, so that the nearest can be named.
 */
export const KNOWN_KEYS_SEPARATOR = ', ';

/** What was meant by what is no such map, by the map's message. */
const MEANT = new Map<string, (got: unknown) => string | undefined>();

/** A hint on a value where a map was expected; undefined where its maker has none. */
export function sectionHint(expected: string, got: unknown): string | undefined {
  return MEANT.get(expected)?.(got);
}

/** A map with these keys and no others. `meant` has a hint on other kinds of value. */
export function section<S extends z.core.$ZodLooseShape>(
  noun: string,
  shape: S,
  meant?: (got: unknown) => string | undefined,
) {
  const keys = Object.keys(shape).join(KNOWN_KEYS_SEPARATOR);
  if (meant !== undefined) MEANT.set(`${noun} (keys: ${keys})`, meant);
  return z
    .strictObject(shape, {
      error: ({ code }) => (code === 'unrecognized_keys' ? keys : `${noun} (keys: ${keys})`),
    })
    .check(({ issues }) => {
      // zod lets an unknown key pass where a union chooses, and then says nothing of the forms that were rather meant.
      for (const [n, issue] of issues.entries())
        if (issue.code === 'unrecognized_keys') issues[n] = { ...issue, continue: false };
    });
}
