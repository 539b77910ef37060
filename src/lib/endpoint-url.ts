export const ENDPOINT_EXPECTED = 'a URL such as https://media.example.com/whip/live';

/**
 * Checks a media server's endpoint. Refuses passwords, and loopback, which in a participant's namespace is the
 * participant itself.
 */
export function readEndpointUrl(
  written: string,
): { readonly type: 'ok'; readonly value: string } | { readonly type: 'refused'; readonly expected: string } {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return { type: 'refused', expected: ENDPOINT_EXPECTED };
  if (url.username !== '' || url.password !== '')
    return { type: 'refused', expected: `${ENDPOINT_EXPECTED}, without user and password (see bearer)` };
  if (/^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(url.hostname))
    return {
      type: 'refused',
      expected:
        'an address that viewers can reach: loopback is each viewer’s own, write this machine’s address instead',
    };
  return { type: 'ok', value: url.href };
}
