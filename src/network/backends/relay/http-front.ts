import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '../../../lib/message-of.ts';
import type { Endpoint } from '../../backend.ts';
import { removeAddresses, rewriteCandidates } from './rewrite-candidates.ts';
import type { Signalling } from './signalling.ts';
import { LOOPBACK } from './wire.ts';

/** Content types of bodies that contain addresses: offers, answers and trickled candidates (RFC 8840). */
const SDP = /^application\/(sdp|trickle-ice-sdpfrag)\b/i;
const CANDIDATE_LINE = /^a=candidate:/m;
/** Headers that are not forwarded: they belong to one connection (RFC 9110 section 7.6.1) or to the rewritten body. */
const NOT_FORWARDED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'host']);
/** Round trips before a request can be sent: one for TCP, and for https one more for TLS 1.3. */
const SET_UP_ROUND_TRIPS = { 'http:': 1, 'https:': 2 } as const;
const BAD_GATEWAY = 502;

export interface HttpFrontOptions {
  /** Base URL of the real server, such as "http://127.0.0.1:41234". */
  readonly upstream: string;
  readonly signalling: Signalling;
  reach(target: Endpoint): Promise<Endpoint>;
  /** Returns the URL at the front for another URL, which a Location header names. */
  urlFor(url: string): Promise<string>;
}

export interface HttpFront {
  /** Base URL of the front, such as "http://127.0.0.1:45678". */
  readonly base: string;
  close(): void;
}

/**
 * Opens a loopback proxy for a WHIP or WHEP server. It forwards requests and responses unchanged except for media addresses,
 * which it redirects to the relay, and delays them by the node's path.
 */
export async function openHttpFront(options: HttpFrontOptions): Promise<HttpFront> {
  const connected = new WeakSet<Socket>();
  const server = createServer((incoming, outgoing) => {
    const closed = new AbortController();
    outgoing.once('close', () => closed.abort(new Error('the node closed the connection')));
    serve(options, connected, incoming, outgoing, closed.signal).catch((error: unknown) => {
      if (outgoing.destroyed) return;
      const text = messageOf(error);
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
    const roundTrips = SET_UP_ROUND_TRIPS[target.protocol === 'https:' ? 'https:' : 'http:'];
    for (let n = 0; n < roundTrips; n++) await signalling.roundTrip(signal);
  }
  const requestBody = await buffer(incoming);
  const forwardedBody = isSdp(incoming.headers) ? Buffer.from(removeAddresses(requestBody.toString())) : requestBody;
  await signalling.toOrigin(headBytes(incoming) + requestBody.length, signal);
  const { response, responseBody } = await forward(target, incoming, forwardedBody, signal);
  await signalling.toNode(headBytes(response) + responseBody.length, signal);

  const headers = forwardedHeaders(response.headers);
  if (headers.location !== undefined) headers.location = await urlFor(new URL(headers.location, target).href);
  // A Link header may name TURN servers (RFC 9725 section 4.6): media would bypass the relay through them.
  delete headers.link;
  const body = isSdp(response.headers) ? await withRelayCandidates(responseBody.toString(), reach) : responseBody;
  const length = body.length > 0 ? { 'content-length': body.length } : {};
  outgoing.writeHead(response.statusCode ?? BAD_GATEWAY, { ...headers, ...length }).end(body);
}

/** Replaces the candidates of an SDP with the relay's. Throws when none of them can be relayed. */
async function withRelayCandidates(sdp: string, reach: HttpFrontOptions['reach']): Promise<Buffer> {
  const rewritten = await rewriteCandidates(sdp, reach);
  if (CANDIDATE_LINE.test(sdp) && !CANDIDATE_LINE.test(rewritten))
    throw new Error(
      'none of the candidates in the server’s answer is UDP with an IPv4 address: the relay cannot reach it',
    );
  return Buffer.from(rewritten);
}

async function forward(
  target: URL,
  { method, headers }: IncomingMessage,
  body: Buffer,
  signal: AbortSignal,
): Promise<{ response: IncomingMessage; responseBody: Buffer }> {
  const send = target.protocol === 'https:' ? requestSecurely : request;
  const length = body.length > 0 ? { 'content-length': body.length } : {};
  const outgoing = send(target, {
    ...(method && { method }),
    headers: { ...forwardedHeaders(headers), ...length },
    signal,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { response, responseBody: await buffer(response) };
}

function forwardedHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FORWARDED.has(name)));
}

function isSdp(headers: IncomingHttpHeaders): boolean {
  return SDP.test(headers['content-type'] ?? '');
}

/** Estimates the bytes of the lines before the body. */
function headBytes({ rawHeaders, url = '' }: IncomingMessage): number {
  return url.length + rawHeaders.reduce((sum, text) => sum + text.length + 2, 20);
}
