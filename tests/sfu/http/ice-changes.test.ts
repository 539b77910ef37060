import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OriginProcess, startOrigin } from '../../../src/sfu/process/start-origin.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const FRAGMENT = 'application/trickle-ice-sdpfrag';
const offer = recordedOffer('publisher-h264');
const ufrag = /a=ice-ufrag:(\S+)/.exec(offer)?.[1] ?? '';
const pwd = /a=ice-pwd:(\S+)/.exec(offer)?.[1] ?? '';
const trickled = `a=ice-ufrag:${ufrag}\r\na=ice-pwd:${pwd}\r\na=candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host\r\n`;
const restart = 'a=ice-ufrag:anew\r\na=ice-pwd:anewanewanewanewanewanew\r\n';

describe('PATCH on a session of the origin (RFC 9725 section 4.3)', () => {
  const logs: string[] = [];
  let origin: OriginProcess;
  let session: string;
  let answer: string;
  let etag: string;

  beforeAll(async () => {
    origin = await startOrigin({
      ...{ enter: { command: '', args: [] }, address: '127.0.0.1', port: 0, signal: new AbortController().signal },
      ...{ onSecond: () => {}, onLog: (text: string) => logs.push(text), onExit: () => {} },
    });
    const headers = { 'content-type': 'application/sdp' };
    const response = await fetch(origin.whipUrl, { method: 'POST', body: offer, headers });
    session = response.headers.get('location') ?? '';
    etag = response.headers.get('etag') ?? '';
    answer = await response.text();
    expect(response.headers.get('accept-patch')).toBe(FRAGMENT);
  });
  afterAll(() => origin?.close());

  const patch = (body: string, ifMatch: string | undefined, url = session, type = FRAGMENT) =>
    fetch(url, {
      ...{ method: 'PATCH', body },
      headers: { 'content-type': type, ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
    });

  it('takes candidates: 204', async () => {
    expect(etag).toMatch(/^"[0-9a-f-]{36}"$/);
    expect((await patch(trickled, etag)).status).toBe(204);
    expect((await patch('a=end-of-candidates\r\n', etag)).status).toBe(204);
  });

  it('finds its tag in a list, and not in a weak one', async () => {
    expect((await patch(trickled, `"other", ${etag}`)).status).toBe(204);
    expect((await patch(trickled, `W/${etag}`)).status).toBe(412);
  });

  it('takes more candidates than anybody has, and passes on what there is room for', async () => {
    const many = Array.from(
      { length: 300 },
      (_, n) => `a=candidate:${n} 1 udp ${n + 1} 192.0.2.1 ${n + 1} typ host\r\n`,
    );
    expect((await patch(many.join(''), etag)).status).toBe(204);
  });

  it.each([
    ['without If-Match', trickled, undefined, 428],
    ['for another ICE session', trickled, '"other"', 412],
    ['for one without quotes', trickled, 'other', 412],
    ['for several others', trickled, '"other", "another"', 412],
    ['with another password alone', trickled.replace(pwd, 'x'.repeat(24)), '*', 400],
    ['that is no SDP', 'hello', '*', 400],
    ['that is empty', '', '*', 400],
  ])('refuses one %s', async (_, body, ifMatch, status) => {
    const response = await patch(body, ifMatch);
    expect(response.status).toBe(status);
    expect((await response.text()).length).toBeGreaterThan(5);
  });

  it('names the content type it wants', async () => {
    const response = await patch(trickled, etag, session, 'application/sdp');
    expect([response.status, response.headers.get('accept-patch')]).toEqual([415, FRAGMENT]);
  });

  it('knows no session of another name', async () => {
    expect((await patch(trickled, etag, `${session}0`)).status).toBe(404);
  });

  it('restarts ICE: 200, other credentials, another port, another tag; the former tag is outdated', async () => {
    const response = await patch(restart, '*');
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, FRAGMENT]);
    const read = (pattern: RegExp, of: string) => pattern.exec(of)?.[1];
    for (const pattern of [/a=ice-ufrag:(\S+)/, /a=ice-pwd:(\S+)/, /udp \d+ \S+ (\d+) typ host/]) {
      expect(read(pattern, text)).toMatch(/^[A-Za-z0-9+/]{4,}$/);
      expect(read(pattern, text)).not.toBe(read(pattern, answer));
    }
    expect(read(/(a=mid:\S+)/, text)).toBe(read(/(a=mid:\S+)/, answer));
    const tag = response.headers.get('etag') ?? '';
    expect(tag).not.toBe(etag);
    expect((await patch(trickled.replace(ufrag, 'anew'), etag)).status).toBe(412);
    expect((await patch('a=end-of-candidates\r\n', tag)).status).toBe(204);
    expect(logs.some((line) => line.startsWith('ICE restarted in session'))).toBe(true);
    expect(logs.join()).not.toContain(new URL(session).pathname.split('/').at(-1));
  });

  it('lets a page send it (CORS)', async () => {
    const response = await fetch(session, { method: 'OPTIONS' });
    expect(response.headers.get('accept-patch')).toBe(FRAGMENT);
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(response.headers.get('access-control-allow-headers')).toContain('If-Match');
    expect(response.headers.get('access-control-expose-headers')).toMatch(/ETag.*Accept-Patch/);
  });
});
