// WHIP and WHEP in front of Janus' VideoRoom. Publishing is an answered offer with trickle ICE and ICE restarts by PATCH;
// watching is a counter-offer (WHEP draft), as Janus wants to be the one who offers.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { JanusSession } from './janus-session.ts';
import { subscribe } from './subscribe.ts';

const ROOM = 1234;
const FEED = 1;
const FRAGMENT = 'application/trickle-ice-sdpfrag';

interface Held {
  readonly session: JanusSession;
  /** A publisher's session. */
  readonly offer?: string;
  etag: string;
}
const held = new Map<string, Held>();

async function publish(offer: string, response: ServerResponse): Promise<void> {
  const session = await JanusSession.open();
  const request = { request: 'joinandconfigure', ptype: 'publisher', room: ROOM, id: FEED, display: 'longhaul' };
  const answer = await session.ask(request, { type: 'offer', sdp: offer });
  const id = randomUUID();
  held.set(id, { session, offer, etag: '"0"' });
  response
    .writeHead(201, {
      'content-type': 'application/sdp',
      location: `/session/${id}`,
      etag: '"0"',
      'accept-patch': FRAGMENT,
    })
    .end(answer?.sdp);
}

async function watch(response: ServerResponse): Promise<void> {
  const session = await JanusSession.open();
  const offer = await subscribe(session);
  const id = randomUUID();
  held.set(id, { session, etag: '"0"' });
  response.writeHead(406, { 'content-type': 'application/sdp', location: `/session/${id}` }).end(offer?.sdp);
}

async function patch(one: Held, request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
  const type = request.headers['content-type'];
  if (type === 'application/sdp') {
    await one.session.ask({ request: 'start', room: ROOM }, { type: 'answer', sdp: body });
    return void response.writeHead(204).end();
  }
  if (one.offer === undefined)
    return void response.writeHead(422).end('no fragments: this session was offered by the server');
  const candidates = [...body.matchAll(/^a=(candidate:.*)$/gm)].map(([, candidate = '']) => candidate.trim());
  if (request.headers['if-match'] !== '*') {
    if (request.headers['if-match'] !== one.etag) return void response.writeHead(412).end('another ICE session');
    await one.session.trickle(candidates, body.includes('end-of-candidates'));
    return void response.writeHead(204).end();
  }
  const line = (name: string) => new RegExp(`^a=${name}:.*$`, 'm').exec(body)?.[0] ?? '';
  const offer = one.offer.replace(/^a=ice-ufrag:.*$/gm, line('ice-ufrag')).replace(/^a=ice-pwd:.*$/gm, line('ice-pwd'));
  const answer = (await one.session.ask({ request: 'configure' }, { type: 'offer', sdp: offer }))?.sdp ?? '';
  await one.session.trickle(candidates, true);
  one.etag = `"${Number(one.etag.slice(1, -1)) + 1}"`;
  const [, first = ''] = answer.split(/^m=/m);
  const fragment = `m=${first}`.split(/\r?\n/).filter((text) => /^(m=|a=(mid|ice-|candidate|end-of))/.test(text));
  response.writeHead(200, { 'content-type': FRAGMENT, etag: one.etag }).end(`${fragment.join('\r\n')}\r\n`);
}

async function serve(request: IncomingMessage, response: ServerResponse, token: string | undefined): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
    return void response.writeHead(401).end('wrong token');
  const { method, url } = request;
  if (method === 'POST' && url === '/whip') return publish(body, response);
  if (method === 'POST' && url === '/whep') return watch(response);
  const id = /^\/session\/(.+)$/.exec(url ?? '')?.[1] ?? '';
  const one = held.get(id);
  if (one === undefined) return void response.writeHead(404).end('no such session');
  if (method === 'PATCH') return patch(one, request, body, response);
  held.delete(id);
  await one.session.close();
  response.writeHead(200).end();
}

/** Creates the server of `/whip` and `/whep`, which asks for `token` if there is one. Janus must run in this network. */
export function createJanusFront(token: string | undefined): Server {
  return createServer((request, response) => {
    serve(request, response, token).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
}
