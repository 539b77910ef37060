import { z } from 'zod';

/**
 * Separator of the known keys in a message. Messages of these schemas say what was expected; the diagnostic adds the place and
 * the value found. The exception is the message for unknown keys: a list of the known ones, so that the closest can be named.
 */
export const KNOWN_KEYS_SEPARATOR = ', ';

/** Hints on values that are not the map they should be, by that map's message. */
const HINTS = new Map<string, (got: unknown) => string | undefined>();

/** Returns a hint on a value found where a map was expected, if that map has one. */
export function sectionHint(expected: string, got: unknown): string | undefined {
  return HINTS.get(expected)?.(got);
}

/** Builds the schema of a map with these keys and no others. `hint` suggests what another kind of value may have meant. */
export function section<S extends z.core.$ZodLooseShape>(
  noun: string,
  shape: S,
  hint?: (got: unknown) => string | undefined,
) {
  const keys = Object.keys(shape).join(KNOWN_KEYS_SEPARATOR);
  if (hint !== undefined) HINTS.set(`${noun} (keys: ${keys})`, hint);
  return z
    .strictObject(shape, {
      error: ({ code }) => (code === 'unrecognized_keys' ? keys : `${noun} (keys: ${keys})`),
    })
    .check(({ issues }) => {
      // Make unknown keys fatal: otherwise zod accepts them in a union and never reports the member that fits better.
      for (const [n, issue] of issues.entries())
        if (issue.code === 'unrecognized_keys') issues[n] = { ...issue, continue: false };
    });
}
