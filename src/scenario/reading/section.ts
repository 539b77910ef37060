import { z } from 'zod';

/**
 * Separator of the known keys in a message. Messages of these schemas say what was expected; the diagnostic adds the place and
 * the value found. The exception is the message for unknown keys: a list of the known ones, so that the closest can be named.
 */
export const KNOWN_KEYS_SEPARATOR = ', ';

/** Hints on values of another kind than they should be, by the message of what they should be. */
const HINTS = new Map<string, (got: unknown) => string | undefined>();

/** Returns a hint on a value of another kind than was expected, if there is one for that message. */
export function otherKindHint(expected: string, got: unknown): string | undefined {
  return HINTS.get(expected)?.(got);
}

/** Gives the message of what was expected a hint on values of another kind. */
export function hintOnOtherKind(expected: string, hint: (got: unknown) => string | undefined): void {
  HINTS.set(expected, hint);
}

/** Builds the schema of a map with these keys and no others. `hint` suggests what another kind of value may have meant. */
export function section<S extends z.core.$ZodLooseShape>(
  noun: string,
  shape: S,
  hint?: (got: unknown) => string | undefined,
) {
  const keys = Object.keys(shape).join(KNOWN_KEYS_SEPARATOR);
  if (hint !== undefined) hintOnOtherKind(`${noun} (keys: ${keys})`, hint);
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
