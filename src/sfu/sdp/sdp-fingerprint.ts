import { SdpError } from './sdp-error.ts';
import { excerpt, type SdpValue } from './sdp-section.ts';

/** Digest length in bytes, by hash function of RFC 8122 section 5 that is still acceptable, most common first. */
const BYTES: Readonly<Record<string, number>> = {
  'sha-256': 32,
  'sha-384': 48,
  'sha-512': 64,
  'sha-224': 28,
  'sha-1': 20,
};

/**
 * Returns a certificate's fingerprint, "sha-256 34:6C:...". If there are several, the most common hash function wins.
 * Throws SdpError if none can be checked.
 */
export function readFingerprint(values: readonly SdpValue[]): string {
  const found = values.map(({ text }) => /^(\S+)\s+(\S+)$/.exec(text)?.slice(1) ?? []);
  for (const [algorithm, bytes] of Object.entries(BYTES))
    for (const [name = '', digest = ''] of found)
      if (name.toLowerCase() === algorithm && isDigest(digest, bytes)) return `${algorithm} ${digest.toUpperCase()}`;
  const [first] = values;
  throw new SdpError(
    `a=fingerprint is malformed: a hash of ${Object.keys(BYTES).join(', ')} and its bytes expected, got "${excerpt(first?.text ?? '')}"`,
    first?.line,
  );
}

function isDigest(text: string, bytes: number): boolean {
  return text.length === bytes * 3 - 1 && /^[0-9a-f]{2}(:[0-9a-f]{2})*$/i.test(text);
}
