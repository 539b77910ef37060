import { expect, it } from 'vitest';
import { sessionUrl } from '../../../../src/browser/transports/whip/session-url.ts';

const HTTPS = 'https://media.test:8443/live/whip?app=a';

it.each([
  ['relative to the endpoint', 'session/7', HTTPS, 'https://media.test:8443/live/session/7'],
  ['on the same host', '/session/7?k=v', HTTPS, 'https://media.test:8443/session/7?k=v'],
  ['on another host', 'https://edge.test/session/7', HTTPS, 'https://edge.test/session/7'],
  ['as a server behind a proxy has it', 'http://media.test/session/7', HTTPS, 'https://media.test:8443/session/7'],
  ['with its inner port', 'http://media.test:8080/session/7', HTTPS, 'https://media.test:8443/session/7'],
  ['on another host in clear', 'http://edge.test/session/7', HTTPS, 'http://edge.test/session/7'],
  ['in clear, like the endpoint', 'http://media.test:8080/s', 'http://media.test/whip', 'http://media.test:8080/s'],
  ['nowhere', null, HTTPS, undefined],
  ['by nothing, which would be the endpoint itself', ' ', HTTPS, undefined],
  ['at no address', 'http://[bad', HTTPS, undefined],
  ['where nothing can be asked', 'data:,x', HTTPS, undefined],
])('a session named %s', (_, location, base, expected) => {
  expect(sessionUrl(location, base)?.href).toBe(expected);
});
