import { describe, expect, it } from 'vitest';
import { Access, isLoopback } from '../../src/live/server/access.ts';

describe('access to the live page', () => {
  it('knows loopback addresses', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1']) expect(isLoopback(host), host).toBe(true);
    for (const host of ['0.0.0.0', '::', '192.168.1.4', '127.0.0.1.evil.example', 'studio-pc'])
      expect(isLoopback(host), host).toBe(false);
  });

  it('on loopback takes no other name than that, so no name of somebody else’s can be made to mean this machine', () => {
    const access = new Access('127.0.0.1');
    for (const host of ['localhost:8899', '127.0.0.1:8899', '[::1]:8899', 'LOCALHOST', '127.0.0.1'])
      expect(access.isHostAllowed(host), host).toBe(true);
    for (const host of [
      'evil.example:8899',
      'localhost.evil.example',
      '192.168.1.4:8899',
      '',
      undefined,
      'a b',
      '[::1',
      'localhost:1:2',
    ])
      expect(access.isHostAllowed(host), String(host)).toBe(false);
    expect(access.token).toBeUndefined();
    expect(access.isAllowed({})).toBe(true);
  });

  it('beyond loopback takes addresses, which cannot be rebound, and the name it was given', () => {
    const access = new Access('Studio-PC');
    for (const host of ['192.168.1.4:8899', '[fe80::1]:8899', 'studio-pc:8899', 'localhost:8899'])
      expect(access.isHostAllowed(host), host).toBe(true);
    expect(access.isHostAllowed('evil.example:8899')).toBe(false);
  });

  it('beyond loopback asks for the token, as a cookie or a bearer’s', () => {
    const access = new Access('0.0.0.0');
    access.listensOn(8899);
    const { token } = access;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(new Access('0.0.0.0').token).not.toBe(token);
    expect(access.isAllowed({})).toBe(false);
    expect(access.isAllowed({ authorization: `Bearer ${token}` })).toBe(true);
    expect(access.isAllowed({ authorization: `Bearer ${token}x` })).toBe(false);
    expect(access.isAllowed({ authorization: `Basic ${token}` })).toBe(false);
    expect(access.isAllowed({ cookie: `other=1; longhaul-8899=${token}` })).toBe(true);
    expect(access.isAllowed({ cookie: `longhaul-8900=${token}` })).toBe(false);
    expect(access.isAllowed({ cookie: 'longhaul-8899=' })).toBe(false);
    expect(access.cookieHeader()).toBe(`longhaul-8899=${token}; HttpOnly; SameSite=Strict; Path=/`);
  });
});
