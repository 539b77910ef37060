import { describe, expect, it } from 'vitest';
import { isHostField, resolveBaseUrl } from '../../../src/sfu/http/base-url.ts';

type Request = Parameters<typeof resolveBaseUrl>[0];
const resolve = (headers: Readonly<Record<string, string>>) =>
  resolveBaseUrl({ headers, socket: { localAddress: '10.0.0.2', localPort: 8080 } } as unknown as Request);

describe('resolveBaseUrl', () => {
  it.each([
    [{}, 'http://10.0.0.2:8080'],
    [{ host: 'origin.test:8080' }, 'http://origin.test:8080'],
    [{ host: '[::1]:8080' }, 'http://[::1]:8080'],
    [{ host: 'live.test', 'x-forwarded-proto': 'https' }, 'https://live.test'],
    [{ host: 'inner', 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'live.test, a' }, 'https://live.test'],
    [
      { host: 'inner', forwarded: 'for=192.0.2.1;proto=https;host="live.test:8443", for=10.0.0.1' },
      'https://live.test:8443',
    ],
    [{ host: 'live.test', 'x-forwarded-prefix': '/edge/2/' }, 'http://live.test/edge/2'],
    // An invalid host must not get into a header.
    [{ host: 'a b' }, 'http://10.0.0.2:8080'],
    [{ host: 'live.test', 'x-forwarded-host': 'edge.test:70000' }, 'http://live.test'],
    [{ host: 'live.test', forwarded: 'host="[::::]:80"' }, 'http://live.test'],
    [{ host: 'live.test', 'x-forwarded-host': 'x/y', 'x-forwarded-proto': 'javascript' }, 'http://live.test'],
    [{ host: 'live.test', 'x-forwarded-prefix': '/../..\r\nx' }, 'http://live.test'],
    // A client would resolve these to another path than the one it was told.
    [{ host: 'live.test', 'x-forwarded-prefix': '/../x' }, 'http://live.test'],
    [{ host: 'live.test', 'x-forwarded-prefix': '/a/./b' }, 'http://live.test'],
    [{ host: 'live.test', 'x-forwarded-prefix': '/a/..' }, 'http://live.test'],
    [{ host: 'live.test', 'x-forwarded-prefix': '/..a/b.' }, 'http://live.test/..a/b.'],
  ])('resolves %j to %s', (headers, address) => {
    expect(resolve(headers as Record<string, string>)).toBe(address);
  });
});

describe('isHostField', () => {
  it.each([
    '',
    'a',
    'live.test',
    'live.test:8443',
    'a:',
    '127.0.0.1:80',
    '[::1]',
    '[::1]:8080',
    '[fe80::1%25eth0]',
    'a_b',
    'a%20b',
  ])('accepts %j', (value) => expect(isHostField(value)).toBe(true));
  it.each(['a b', '"', '[::', 'a/b', 'http://a', 'a:b', 'u@a', '\u0661', 'a,b c'])('refuses %j', (value) =>
    expect(isHostField(value)).toBe(false),
  );
});
