import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../../src/lib/clock.ts';
import type { OriginLine } from '../../../src/model/recording/origin-line.ts';
import { type OriginProcess, type StartOriginOptions, startOrigin } from '../../../src/sfu/process/start-origin.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const SDP = { 'content-type': 'application/sdp' };
const publisherOffer = recordedOffer('publisher-h264');
const viewerOffer = recordedOffer('viewer');

const lines: OriginLine[] = [];
const logs: string[] = [];
const options: StartOriginOptions = {
  enter: { command: '', args: [] },
  address: '127.0.0.1',
  port: 0,
  signal: new AbortController().signal,
  onSecond: (line) => lines.push(line),
  onLog: (text) => logs.push(text),
  onExit: () => {},
};

describe('WHIP and WHEP of a running origin', () => {
  let origin: OriginProcess;
  let base: string;
  beforeAll(async () => {
    origin = await startOrigin(options);
    base = new URL('/', origin.whipUrl).href.slice(0, -1);
  });
  afterAll(() => origin?.close());

  const post = (path: string, body: string, headers: Record<string, string> = SDP) =>
    fetch(`${base}${path}`, { method: 'POST', body, headers });

  it.each([
    ['an empty body', '/whip/live', '', SDP, 400],
    ['no SDP', '/whip/live', 'hello', SDP, 400],
    ['the offer of a viewer', '/whip/live', viewerOffer, SDP, 400],
    ['JSON', '/whip/live', '{}', { 'content-type': 'application/json' }, 415],
    ['text', '/whep/live', viewerOffer, { 'content-type': 'text/plain' }, 415],
    ['a body beyond all offers', '/whip/live', 'x'.repeat(200_000), SDP, 413],
    ['a codec that it does not forward', '/whip/live', publisherOffer.replaceAll('H264/', 'H265/'), SDP, 406],
    ['a start bitrate of words', '/whip/live?startKbps=fast', publisherOffer, SDP, 400],
    ['the behaviour of an unknown server', '/whip/live?behaviour=srs', publisherOffer, SDP, 400],
    ['a start bitrate of 0', '/whip/live?startKbps=0', publisherOffer, SDP, 400],
    ['a start bitrate in hexadecimal', '/whip/live?startKbps=0x7D0', publisherOffer, SDP, 400],
    ['a compressed body', '/whip/live', publisherOffer, { ...SDP, 'content-encoding': 'gzip' }, 415],
    ['a viewer name with slashes', '/whep/live?viewer=a/b', viewerOffer, SDP, 400],
    ['a stream that nobody publishes', '/whep/nobody', viewerOffer, SDP, 409],
    ['a stream name that is none', '/whip/a%20b', publisherOffer, SDP, 404],
    ['no stream name', '/whip', publisherOffer, SDP, 404],
    ['another path', '/elsewhere/live', publisherOffer, SDP, 404],
    ['a session', '/session/0', publisherOffer, SDP, 405],
  ])('refuses a POST of %s', async (_, path, body, headers, status) => {
    const response = await post(path, body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect((await response.text()).length).toBeGreaterThan(5);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('accepts content type parameters, and names the type it wants', async () => {
    const response = await post('/whip/live', 'hello', { 'content-type': 'Application/SDP; charset=utf-8' });
    expect(response.status).toBe(400);
    expect((await post('/whip/live', 'x', { 'content-type': 'text/plain' })).headers.get('accept-post')).toBe(
      'application/sdp',
    );
  });

  it('tells a viewer that comes too early when to retry', async () => {
    expect((await post('/whep/nobody', viewerOffer)).headers.get('retry-after')).toBe('1');
  });

  it.each([
    ['GET', '/', 200],
    ['GET', '/whip/live', 204],
    ['HEAD', '/whip/live', 204],
    ['GET', '/whep/live', 200],
    ['HEAD', '/whep/live', 200],
    ['PUT', '/whip/live', 405],
    ['DELETE', '/whip/live', 405],
    ['PATCH', '/whep/live', 405],
    ['PATCH', '/session/00000000-0000-4000-8000-000000000000', 404],
    ['DELETE', '/session/00000000-0000-4000-8000-000000000000', 404],
    ['GET', '/session/00000000-0000-4000-8000-000000000000', 404],
    ['GET', '/favicon.ico', 404],
    ['GET', '//', 404],
    ['GET', '//whip/live', 404],
    ['POST', '/\\', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    const response = await fetch(`${base}${path}`, { method });
    expect(response.status).toBe(status);
    if (status === 405) expect(response.headers.get('allow')).toMatch(/OPTIONS/);
  });

  it('lets players know an endpoint of WHEP by its content type', async () => {
    const { headers } = await fetch(`${base}/whep/live`, { method: 'HEAD' });
    expect([headers.get('content-type'), headers.get('content-length')]).toEqual(['application/sdp', '0']);
  });

  it('answers a preflight with what a page may send and read', async () => {
    const response = await fetch(origin.whipUrl, { method: 'OPTIONS' });
    expect(response.status).toBe(200);
    expect(response.headers.get('accept-post')).toBe('application/sdp');
    expect(response.headers.get('access-control-allow-methods')).toMatch(/POST, PATCH, DELETE/);
    expect(response.headers.get('access-control-allow-headers')).toMatch(/Content-Type/);
    expect(response.headers.get('access-control-expose-headers')).toMatch(/Location/);
  });

  it.each([
    ['OPTIONS', 200],
    ['POST', 400],
  ])('answers %s of everything (*) with %i', async (method, status) => {
    const { hostname, port } = new URL(base);
    const sent = request({ hostname, port, method, path: '*' }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
    if (status === 200) expect(response.headers.allow).toMatch(/POST, PATCH, DELETE, OPTIONS/);
  });

  it('publishes and watches: 201, answer, location, and 200 for the end of each', async () => {
    const published = await post('/whip/show?startKbps=2000', publisherOffer);
    expect(published.status).toBe(201);
    expect(published.headers.get('content-type')).toBe('application/sdp');
    const answer = await published.text();
    expect(answer).toMatch(/a=recvonly/);
    expect(answer).toMatch(/x-google-start-bitrate=2000/);
    const session = published.headers.get('location') ?? '';
    expect(session).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/session\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

    const watched = await post('/whep/show?viewer=sea-1', viewerOffer);
    expect(watched.status).toBe(201);
    expect(await watched.text()).toMatch(/a=sendonly/);
    const viewerSession = watched.headers.get('location') ?? '';
    expect(viewerSession).not.toBe(session);
    expect((await fetch(viewerSession)).status).toBe(204);

    const other = await post('/whep/show', viewerOffer.replaceAll('H264/', 'H265/'));
    expect([other.status, await other.text()]).toEqual([406, expect.stringContaining('the stream is H264')]);

    await expect.poll(() => lines.at(-1)?.viewers.map(({ viewer }) => viewer)).toEqual(['sea-1']);
    expect(lines.at(-1)?.publisher).toMatchObject({ packetsIn: 0, pliSent: 0 });

    for (const url of [viewerSession, session]) {
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(200);
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(404);
    }
    expect((await post('/whep/show', viewerOffer)).status).toBe(409);
    expect(logs).toContain('viewer sea-1 of "show" left: it said so');
  });

  it('replaces the session of a viewer that rejoins under its name', async () => {
    await post('/whip/again', publisherOffer);
    const first = (await post('/whep/again?viewer=me', viewerOffer)).headers.get('location') ?? '';
    const second = (await post('/whep/again?viewer=me', viewerOffer)).headers.get('location') ?? '';
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(204);
  });

  it('accepts a second publisher, and keeps the first one until the second has connected', async () => {
    const first = (await post('/whip/two', publisherOffer)).headers.get('location') ?? '';
    const second = await post('/whip/two', recordedOffer('publisher-all-codecs'));
    expect(second.status).toBe(201);
    expect((await fetch(first)).status).toBe(204);
    // The stream is still the first publisher's: H264, not VP8.
    expect(await (await post('/whep/two', viewerOffer)).text()).toMatch(/a=rtpmap:108 H264/);
  });

  it('takes no request with two hosts', async () => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname, () => socket.end('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1.1 400 [\s\S]*more than one Host/);
  });

  it('survives a body that never ends and a client that goes away, and has nothing to say of it', async () => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /whip/live HTTP/1.1\r\nHost: x\r\nContent-Type: application/sdp\r\nContent-Length: 100\r\n\r\nv=0',
    );
    await sleep(50);
    socket.destroy();
    expect((await fetch(origin.whipUrl)).status).toBe(204);
    await sleep(50);
    expect(logs.filter((text) => text.includes('failed'))).toEqual([]);
  });

  it('reports every second, including its event-loop delay', async () => {
    await expect.poll(() => lines.length).toBeGreaterThan(1);
    const line = lines.at(-1);
    expect(line?.type).toBe('origin');
    expect(line?.loopMaxMs).toBeGreaterThanOrEqual(line?.loopP99Ms ?? Number.NaN);
    const [before, after] = lines.slice(-2);
    // A second apart, with 150 ms for a busy machine.
    expect(Math.abs((after?.atMs ?? 0) - (before?.atMs ?? 0) - 1000)).toBeLessThan(150);
  });
});
