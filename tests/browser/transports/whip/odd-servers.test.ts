import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WhipResource } from '../../../../src/browser/transports/whip/whip-resource.ts';

const SDP = { 'Content-Type': 'application/sdp', Location: '/session/7' };
const ANSWER = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n';

describe('a WHIP server that is not as the RFC has it', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  /** Opens a server; returns its address, and what it was asked: method, path and token. */
  const serve = async (answer: RequestListener) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const { method, url, headers } = request;
      asked.push(`${method} ${url}${headers.authorization === undefined ? '' : ` (${headers.authorization})`}`);
      request.resume().on('end', () => answer(request, response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  };
  const offer = (
    url: string,
    { bearer, isSecret = false }: { bearer?: string; isSecret?: boolean } = {},
    limitMs = 5000,
  ) =>
    WhipResource.offer({ url, isSecret, ...(bearer !== undefined && { bearer }) }, 'v=0', AbortSignal.timeout(limitMs));
  const messageOf = (refused: Promise<unknown>) =>
    refused.then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  it.each([
    ['nothing', 201, 'application/sdp', '', '201 Created, but no SDP'],
    ['a page', 201, 'text/html', '<h1>Welcome</h1>', '201 Created: Welcome, but no SDP'],
    ['JSON', 200, 'application/json', '{"sdp":"v=0"}', '200 OK: {"sdp":"v=0"}, but no SDP'],
  ])('and answers with %s is told so, and its session ended', async (_, status, type, body, words) => {
    const { base, asked } = await serve(({ method }, response) =>
      method === 'POST'
        ? response.writeHead(status, { ...SDP, 'Content-Type': type }).end(body)
        : response.writeHead(200).end(),
    );
    expect(await messageOf(offer(`${base}/whip`))).toBe(`POST ${base}/whip: the server answered ${words}`);
    await expect.poll(() => asked).toEqual(['POST /whip', 'DELETE /session/7']);
  });

  it('and calls SDP text is understood all the same', async () => {
    const { base } = await serve((_, response) =>
      response.writeHead(201, { ...SDP, 'Content-Type': 'text/plain' }).end(ANSWER),
    );
    expect((await offer(`${base}/whip`)).sdp).toBe(ANSWER);
  });

  it('and accepts an offer with another status of success is used all the same', async () => {
    const { base, asked } = await serve((_, response) => response.writeHead(200, SDP).end(ANSWER));
    const { type, status, resource } = await offer(`${base}/whip`);
    expect([type, status]).toEqual(['answer', 200]);
    await resource.remove();
    expect(asked).toEqual(['POST /whip', 'DELETE /session/7']);
  });

  it('and answers with 5 MB is stopped after a quarter of one, and its session ended', async () => {
    let sent = 0;
    const { base, asked } = await serve(({ method }, response) => {
      if (method !== 'POST') return response.writeHead(200).end();
      response.writeHead(201, SDP);
      const more = () => {
        while (sent < 5e6 && !response.destroyed) {
          sent += 64_000;
          if (!response.write(`v=0\r\n${'x'.repeat(64_000 - 5)}`)) return response.once('drain', more);
        }
        return response.end();
      };
      more();
    });
    expect(await messageOf(offer(`${base}/whip`))).toBe(`POST ${base}/whip: the answer is longer than 256 KiB`);
    await expect.poll(() => asked).toContain('DELETE /session/7');
  });

  it('and refuses with tags that never end takes no time', async () => {
    const { base } = await serve((_, response) => response.writeHead(500).end('<style '.repeat(30_000)));
    const startMs = performance.now();
    expect(await messageOf(offer(`${base}/whip`))).toMatch(/the server answered 500/);
    expect(performance.now() - startMs).toBeLessThan(3000);
  });

  it('and drips its answer is given up in time, and its session ended', async () => {
    const { base, asked } = await serve(({ method }, response) => {
      if (method !== 'POST') return response.writeHead(200).end();
      response.writeHead(201, SDP);
      const drip = setInterval(() => response.write('v'), 50);
      return response.on('close', () => clearInterval(drip));
    });
    expect(await messageOf(offer(`${base}/whip`, {}, 500))).toBe(`POST ${base}/whip: no answer in time`);
    await expect.poll(() => asked).toEqual(['POST /whip', 'DELETE /session/7']);
  });

  it.each([301, 302, 303])('and redirects with %d loses the offer, which is told', async (status) => {
    const { base, asked } = await serve(({ url }, response) =>
      url === '/whip'
        ? response.writeHead(status, { Location: '/edge?token=edge-key' }).end()
        : response.writeHead(405).end('only POST'),
    );
    expect(await messageOf(offer(`${base}/whip`))).toBe(
      `POST ${base}/edge?…: the server answered 405 Method Not Allowed: only POST (a redirect led there; with 301, 302 or 303 the offer gets lost on the way, servers must redirect with 307 or 308)`,
    );
    expect(asked).toEqual(['POST /whip', 'GET /edge?token=edge-key']);
  });

  it('and redirects for ever is given up', async () => {
    const { base } = await serve((_, response) => response.writeHead(307, { Location: '/whip' }).end());
    expect(await messageOf(offer(`${base}/whip`))).toMatch(/cannot be reached/);
  });

  it('and sends on to another host: that gets the token neither then nor with DELETE', async () => {
    const edge = await serve(({ method }, response) =>
      method === 'POST' ? response.writeHead(201, SDP).end(ANSWER) : response.writeHead(200).end(),
    );
    const { base, asked } = await serve((_, response) =>
      response.writeHead(307, { Location: `${edge.base}/whip` }).end(),
    );
    const { resource } = await offer(`${base}/whip`, { bearer: 'token-1' });
    await resource.remove();
    expect(asked).toEqual(['POST /whip (Bearer token-1)']);
    expect(edge.asked).toEqual(['POST /whip', 'DELETE /session/7']);
  });

  it('and itself names a session elsewhere: that gets the token (RFC 9725 section 4.2)', async () => {
    const edge = await serve((_, response) => response.writeHead(200).end());
    const { base } = await serve((_, response) =>
      response.writeHead(201, { ...SDP, Location: `${edge.base}/session/8` }).end(ANSWER),
    );
    await (await offer(`${base}/whip`, { bearer: 'token-1' })).resource.remove();
    expect(edge.asked).toEqual(['DELETE /session/8 (Bearer token-1)']);
  });

  it.each(['http://[bad', 'javascript:alert(1)', 'ftp://a/b', 'http://user:password@127.0.0.1/session'])(
    'and says that its session is at %s has none that could be ended',
    async (location) => {
      const { base, asked } = await serve((_, response) =>
        response.writeHead(201, { ...SDP, Location: location }).end(ANSWER),
      );
      const { resource } = await offer(`${base}/whip`);
      await resource.remove();
      expect([resource.hasSession, asked]).toEqual([false, ['POST /whip']]);
    },
  );

  it.each([404, 405, 500, 501])(
    'and answers DELETE and PATCH with %d: the one is over, the other refused',
    async (status) => {
      const { base } = await serve(({ method }, response) =>
        method === 'POST'
          ? response.writeHead(201, { ...SDP, ETag: '"1"' }).end(ANSWER)
          : response.writeHead(status).end(),
      );
      const { resource } = await offer(`${base}/whip`);
      await expect(resource.trickle('a=one')).rejects.toThrow(`the server answered ${status}`);
      await resource.remove();
    },
  );

  it('and quotes what it was told says nothing secret: neither the token nor the key, in whatever letters', async () => {
    const { base } = await serve((_, response) =>
      response.writeHead(403).end(`${'.'.repeat(190)}TOKEN-ONE is no token for Studio-Key-7`),
    );
    const secret = await messageOf(offer(`${base}/whip/studio-key-7?app=a`, { bearer: 'token-one', isSecret: true }));
    // The token would have been cut in two.
    expect(secret).toBe(`POST ${base}/…: the server answered 403 Forbidden: ${'.'.repeat(190)}… is no to…`);
    const open = await messageOf(offer(`${base}/whip/open`, { bearer: 'token-one' }));
    expect(open).not.toMatch(/tok[^ ]*-/i);
  });
});
