import { afterEach, describe, expect, it } from 'vitest';
import { WhipResource } from '../../../../src/browser/transports/whip/whip-resource.ts';
import { type Reply, type SeenRequest, WhipServer } from '../../../transports/whip-server.ts';

const SDP = { 'Content-Type': 'application/sdp' };
const ANSWER = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n';
const CREATED = { ...SDP, Location: '/session/7', ETag: '"ice-1"' };
const FRAGMENT = 'application/trickle-ice-sdpfrag';
const { signal } = new AbortController();

describe('WhipResource', () => {
  const servers: WhipServer[] = [];
  const serve = async (reply: (request: SeenRequest) => Reply | undefined) => {
    const server = await WhipServer.open(reply);
    servers.push(server);
    return server;
  };
  /** Answers POST with a session, everything else with `reply`. */
  const created = (reply: (request: SeenRequest) => Reply, headers: Reply['headers'] = CREATED) =>
    serve((request) => (request.method === 'POST' ? { status: 201, headers, body: ANSWER } : reply(request)));
  const offerTo = (server: WhipServer, bearer?: string) =>
    WhipResource.offer({ url: server.url('/whip/live'), ...(bearer !== undefined && { bearer }) }, 'v=0 offer', signal);

  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  it('posts the offer as application/sdp and ends by DELETE at the Location, with the token each time', async () => {
    const server = await created(() => ({ status: 200 }));
    const { type, sdp, answerMs, resource } = await offerTo(server, 'secret-1');
    expect({ type, sdp }).toEqual({ type: 'answer', sdp: ANSWER });
    expect(answerMs).toBeGreaterThan(0);
    await resource.remove();
    expect(server.requests).toEqual(['POST /whip/live', 'DELETE /session/7']);
    expect(server.seen[0]).toMatchObject({ body: 'v=0 offer', headers: { 'content-type': 'application/sdp' } });
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-1', 'Bearer secret-1']);
    // RFC 9725, 4.3.1: no entity-tag on DELETE.
    expect(server.seen[1]?.headers).not.toHaveProperty('if-match');
  });

  it('sends no Authorization without a token, and no DELETE without a Location', async () => {
    const server = await created(() => ({ status: 200 }), SDP);
    const { resource } = await offerTo(server);
    await resource.remove();
    expect(server.requests).toEqual(['POST /whip/live']);
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([307, 308])(
    'follows a redirect (%d) with method and body, and resolves Location against where it led',
    async (status) => {
      const server = await serve(({ method, path }) => {
        if (path === '/whip/live') return { status, headers: { Location: '/edge-2/whip/live' } };
        return method === 'POST'
          ? { status: 201, headers: { ...SDP, Location: 'session/9' }, body: ANSWER }
          : { status: 200 };
      });
      const { resource } = await offerTo(server, 'secret-1');
      await resource.remove();
      expect(server.requests).toEqual(['POST /whip/live', 'POST /edge-2/whip/live', 'DELETE /edge-2/whip/session/9']);
      expect(server.seen[1]).toMatchObject({ body: 'v=0 offer', headers: { authorization: 'Bearer secret-1' } });
    },
  );

  it('does not send the token to another host that a redirect leads to', async () => {
    const other = await serve(() => ({ status: 201, headers: SDP, body: ANSWER }));
    const server = await serve(() => ({
      status: 307,
      headers: { Location: other.url('/whip/live').replace('127.0.0.1', 'localhost') },
    }));
    await offerTo(server, 'secret-1');
    expect(other.seen[0]?.body).toBe('v=0 offer');
    expect(other.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    [401, 'token expired', 'text/plain', '401 Unauthorized: token expired'],
    [
      404,
      '<html><style>p{}</style><h1>Not\n found</h1><p>No such stream</p></html>',
      'text/html',
      '404 Not Found: Not found No such stream',
    ],
    [409, '{"title":"already published"}', 'application/problem+json', '409 Conflict: {"title":"already published"}'],
    [406, 'no codec in common', 'text/plain', '406 Not Acceptable: no codec in common'],
    [500, '', 'text/plain', '500 Internal Server Error'],
    [503, 'x'.repeat(300), 'text/plain', `503 Service Unavailable: ${'x'.repeat(200)}…`],
    // Imitates a web page at that path: it made no session.
    [200, 'hello', 'text/plain', '200 OK: hello'],
  ])('quotes the server’s own words when refused with %d', async (status, body, type, words) => {
    const server = await serve(() => ({ status, headers: { 'Content-Type': type }, body }));
    await expect(offerTo(server, 'secret-1')).rejects.toThrow(
      `POST ${server.url('/whip/live')}: the server answered ${words}`,
    );
    await expect(offerTo(server, 'secret-1')).rejects.not.toThrow('secret-1');
  });

  it('tells a server that cannot be reached from one that does not answer in time', async () => {
    const server = await serve(() => undefined);
    const task = { url: server.url('/whip/live') };
    await expect(WhipResource.offer(task, 'v=0', AbortSignal.timeout(200))).rejects.toThrow(
      `POST ${task.url}: no answer in time`,
    );
    await server.close();
    servers.splice(0);
    await expect(WhipResource.offer(task, 'v=0', signal)).rejects.toThrow(`POST ${task.url}: cannot be reached`);
  });

  it('answers a counter-offer (WHEP draft) by PATCH', async () => {
    const server = await serve(({ method }) =>
      method === 'POST'
        ? {
            status: 406,
            headers: { 'Content-Type': 'application/sdp; valid-until="later"', Location: '/session/7' },
            body: ANSWER,
          }
        : { status: 204 },
    );
    const { type, sdp, resource } = await offerTo(server, 'secret-1');
    expect({ type, sdp }).toEqual({ type: 'counter-offer', sdp: ANSWER });
    await resource.sendAnswer('v=0 answer');
    expect(server.seen[1]).toMatchObject({
      ...{ method: 'PATCH', path: '/session/7', body: 'v=0 answer' },
      headers: { 'content-type': 'application/sdp', authorization: 'Bearer secret-1' },
    });
  });

  it('trickles under the entity-tag of its ICE session, and after a restart under the new one', async () => {
    const restarted = { status: 200, headers: { ETag: '"ice-2"', 'Content-Type': FRAGMENT }, body: 'a=ice-ufrag:new' };
    const server = await created(({ headers }) => (headers['if-match'] === '*' ? restarted : { status: 204 }));
    const { resource } = await offerTo(server);
    await resource.trickle('a=one');
    expect(await resource.restart('a=two')).toBe('a=ice-ufrag:new');
    await resource.trickle('a=three');
    expect(
      server.seen.slice(1).map(({ headers, body }) => [headers['if-match'], headers['content-type'], body]),
    ).toEqual([
      ['"ice-1"', FRAGMENT, 'a=one'],
      ['*', FRAGMENT, 'a=two'],
      ['"ice-2"', FRAGMENT, 'a=three'],
    ]);
  });

  it.each([405, 412, 422, 428, 501])('does not take a refused restart (%d) for one', async (status) => {
    const server = await created(() => ({ status, body: 'no' }));
    const { resource } = await offerTo(server);
    await expect(resource.restart('a=two')).rejects.toThrow(
      `PATCH ${server.url('/session/7')}: the server answered ${status}`,
    );
  });

  it('rejects 204 as the answer to a restart, since it carries no credentials', async () => {
    const server = await created(() => ({ status: 204 }));
    const { resource } = await offerTo(server);
    await expect(resource.restart('a=two')).rejects.toThrow('answered an ICE restart with 204');
  });

  it.each([
    ['an entity-tag', { ETag: '"1"' }, true],
    ['nothing', {}, false],
    ['Accept-Patch of fragments', { 'Accept-Patch': FRAGMENT }, true],
    ['an entity-tag, but Accept-Patch of something else', { ETag: '"1"', 'Accept-Patch': 'application/sdp' }, false],
  ])('that says %s of patches: takes them %#', async (_, headers, takes) => {
    const server = await created(() => ({ status: 204 }), { ...SDP, Location: '/session/7', ...headers });
    expect((await offerTo(server)).resource.takesPatches).toBe(takes);
  });

  it('takes STUN and TURN servers from Link fields and ignores other links', async () => {
    const server = await created(() => ({ status: 200 }), {
      ...CREATED,
      Link: [
        '<stun:stun.example.net>; rel="ice-server"',
        '<turn:turn.example.net?transport=udp>; rel="ice-server"; username="us,er"; credential="a;\\"b"; credential-type="password"',
        '<https://example.net/events>; rel="urn:ietf:params:whep:ext:core:server-sent-events"',
      ],
    });
    expect((await offerTo(server)).resource.iceServers).toEqual([
      { urls: 'stun:stun.example.net' },
      { urls: 'turn:turn.example.net?transport=udp', username: 'us,er', credential: 'a;"b' },
    ]);
  });
});
