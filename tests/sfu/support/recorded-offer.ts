import { readFileSync } from 'node:fs';

type Offer = 'publisher-all-codecs' | 'publisher-h264' | 'publisher-av1' | 'publisher-simulcast' | 'viewer';

/** Reads an offer recorded from Chromium 156 by offers/record-offers.ts. */
export function recordedOffer(name: Offer): string {
  return readFileSync(new URL(`offers/${name}.sdp`, import.meta.url), 'utf8');
}
