import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 16;
/** Enough that guessing one by sending is hopeless: 2^64. */
export const TAG_BYTES = 8;
/** A leading dash would make it an option of the command line. */
const FORM = /^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/;

/** Draws 128 bits from the system's own source, as text for a command line; again, where that would begin with a dash. */
export function newToken(draw: () => Buffer = () => randomBytes(TOKEN_BYTES)): string {
  const text = draw().toString('base64url');
  return isToken(text) ? text : newToken(draw);
}

export function isToken(text: string): boolean {
  return FORM.test(text);
}

/** The token is never sent: it signs each message, both ways. */
export function tagOf(token: string, message: Buffer): Buffer {
  return createHmac('sha256', token).update(message).digest().subarray(0, TAG_BYTES);
}

export function isTagged(token: string, message: Buffer, tag: Buffer): boolean {
  return tag.length === TAG_BYTES && timingSafeEqual(tagOf(token, message), tag);
}
