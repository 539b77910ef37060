import { randomInt } from 'node:crypto';

/** Returns a random SSRC (RFC 3550 section 8.1), never 0. */
export function createSsrc(): number {
  return randomInt(1, 2 ** 32);
}

/**
 * Returns a random first sequence number in the lower half of the range, so that the first packets do not wrap (RFC
 * 3711 section 3.3.1).
 */
export function createFirstSequenceNumber(): number {
  return randomInt(0, 2 ** 15);
}
