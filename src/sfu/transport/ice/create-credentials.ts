import { randomBytes } from 'node:crypto';
import type { IceCredentials } from './ice-front.ts';

/** Bytes of 8 and of 24 characters in base64, whose alphabet is that of ICE credentials; at least 4 and 22 are asked for. */
const UFRAG_BYTES = 6;
const PWD_BYTES = 18;

/** Draws credentials for an ICE session (RFC 8839 section 5.4). */
export function createCredentials(): IceCredentials {
  return { iceUfrag: randomBytes(UFRAG_BYTES).toString('base64'), icePwd: randomBytes(PWD_BYTES).toString('base64') };
}
