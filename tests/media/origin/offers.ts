import { readFileSync } from 'node:fs';

/** An offer recorded from Chromium 156 by offers/record-offers.ts. */
export function recordedOffer(name: 'publisher-all-codecs' | 'publisher-h264' | 'publisher-av1' | 'viewer'): string {
  return readFileSync(new URL(`offers/${name}.sdp`, import.meta.url), 'utf8');
}
