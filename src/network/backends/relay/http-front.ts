import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Endpoint } from '../../backend.ts';
import { removeAddresses, rewriteCandidates } from './rewrite-candidates.ts';
import type { Signalling } from './signalling.ts';
import { LOOPBACK } from './wire.ts';

/** Bodies that tell addresses: offers and answers, and trickled candidates (RFC 8840). */
const SDP = /^application\/(sdp|trickle-ice-sdpfrag)\b/i;
const CANDIDATE_LINE = /^a=candidate:/m;
/** Of one connection (RFC 9110 section 7.6.1), or of a body that is written anew. */
const NOT_PASSED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'host']);
/** TCP, and for https TLS 1.3 as well, each take one before the request may go. */
const SET_UP_ROUND_TRIPS = { 'http:': 1, 'https:': 2 } as const;
const BAD_GATEWAY = 502;

export interface HttpFrontOptions {
  /** "http://127.0.0.1:41234": what stands behind. */
  readonly upstream: string;
  readonly signalling: Signalling;
  reach(target: Endpoint): Promise<Endpoint>;
  /** The front of another address that a Location leads to. */
  urlFor(url: string): Promise<string>;
}

export interface HttpFront {
  /** "http://127.0.0.1:45678" */
  readonly base: string;
  close(): void;
}

/**
 * Stands on loopback for a WHIP or WHEP server. Requests and answers pass as they are, but for addresses of media, which
 * lead over the relay, and they take the time of the node's path.
 */
export async function openHttpFront(options: HttpFrontOptions): Promise<HttpFront> {
  const connected = new WeakSet<Socket>();
  const server = createServer((incoming, outgoing) => {
    const left = new AbortController();
    outgoing.once('close', () => left.abort(new Error('the node closed the connection')));
    serve(options, connected, incoming, outgoing, left.signal).catch((error: unknown) => {
      if (outgoing.destroyed) return;
      const text = error instanceof Error ? error.message : String(error);
      outgoing.writeHead(BAD_GATEWAY, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
    });
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  return {
    base: `http://${LOOPBACK}:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(
  { upstream, signalling, reach, urlFor }: HttpFrontOptions,
  connected: WeakSet<Socket>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const target = new URL(incoming.url ?? '/', upstream);
  if (!connected.has(incoming.socket)) {
    connected.add(incoming.socket);
    const trips = SET_UP_ROUND_TRIPS[target.protocol === 'https:' ? 'https:' : 'http:'];
    for (let trip = 0; trip < trips; trip++) await signalling.roundTrip(signal);
  }
  const offered = await buffer(incoming);
  const body = isSdp(incoming.headers) ? Buffer.from(removeAddresses(offered.toString())) : offered;
  await signalling.toOrigin(headBytes(incoming) + offered.length, signal);
  const { answer, answered } = await ask(target, incoming, body, signal);
  await signalling.toNode(headBytes(answer) + answered.length, signal);

  const headers = passedOn(answer.headers);
  if (headers.location !== undefined) headers.location = await urlFor(new URL(headers.location, target).href);
  // Servers for relaying elsewhere (RFC 9725 section 4.6): media would take that way.
  delete headers.link;
  const shown = isSdp(answer.headers) ? await overTheRelay(answered.toString(), reach) : answered;
  const length = shown.length > 0 ? { 'content-length': shown.length } : {};
  outgoing.writeHead(answer.statusCode ?? BAD_GATEWAY, { ...headers, ...length }).end(shown);
}

async function overTheRelay(sdp: string, reach: HttpFrontOptions['reach']): Promise<Buffer> {
  const rewritten = await rewriteCandidates(sdp, reach);
  if (CANDIDATE_LINE.test(sdp) && !CANDIDATE_LINE.test(rewritten))
    throw new Error(
      'none of the candidates in the server’s answer is UDP with an IPv4 address: the relay cannot reach it',
    );
  return Buffer.from(rewritten);
}

async function ask(
  target: URL,
  { method, headers }: IncomingMessage,
  body: Buffer,
  signal: AbortSignal,
): Promise<{ answer: IncomingMessage; answered: Buffer }> {
  const send = target.protocol === 'https:' ? requestSecurely : request;
  const length = body.length > 0 ? { 'content-length': body.length } : {};
  const asking = send(target, { ...(method && { method }), headers: { ...passedOn(headers), ...length }, signal });
  asking.end(body);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { answer, answered: await buffer(answer) };
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED.has(name)));
}

function isSdp(headers: IncomingHttpHeaders): boolean {
  return SDP.test(headers['content-type'] ?? '');
}

/** About what the lines before the body take. */
function headBytes({ rawHeaders, url = '' }: IncomingMessage): number {
  return url.length + rawHeaders.reduce((sum, text) => sum + text.length + 2, 20);
}
