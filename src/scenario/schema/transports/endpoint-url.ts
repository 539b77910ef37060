import { parsedText } from '../fields.ts';

const EXPECTED = 'a URL such as https://media.example.com/whip/live';

/** Of a server on the network: no loopback, which in a participant's namespace is the participant, and no password in it. */
export const endpointUrl = () =>
  parsedText(EXPECTED, '^https?://', (written) => {
    const url = URL.canParse(written) ? new URL(written) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return { type: 'refused', expected: EXPECTED };
    if (url.username !== '' || url.password !== '')
      return { type: 'refused', expected: `${EXPECTED}, without user and password (see bearer)` };
    if (/^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(url.hostname))
      return {
        type: 'refused',
        expected:
          'an address that viewers can reach: loopback is each viewer’s own, write this machine’s address instead',
      };
    return { type: 'ok', value: url.href };
  });
