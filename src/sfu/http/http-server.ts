import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { OpenedSession, Origin } from '../origin.ts';
import { NotPublishedError, TooManySessionsError } from '../origin-errors.ts';
import { parseIceFragment } from '../sdp/ice-fragment.ts';
import { NotAcceptableError } from '../sdp/negotiate.ts';
import { SdpError } from '../sdp/sdp-error.ts';
import { type Offer, parseOffer } from '../sdp/sdp-offer.ts';
import { resolveBaseUrl } from './base-url.ts';

/** Largest request body. Chromium's offers have 3 to 12 KiB. */
const MAX_BODY_BYTES = 128 * 1024;
const RETRY_AFTER_S = 1;
/** Timeout of a whole request, body included. */
const REQUEST_TIMEOUT_MS = 10_000;
const NO_SESSION = 'no such session';
const SDP = 'application/sdp';
/** Trickled candidates, and ICE restarts (RFC 8840). */
const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
/** Bounds of `?startKbps=`. */
const START_KBPS = { min: 30, max: 100_000 };

/** Request that cannot be served; the message becomes the plain-text response body. */
class HttpError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

type Resource =
  | { readonly type: 'root' }
  | { readonly type: 'whip' | 'whep'; readonly stream: string }
  | { readonly type: 'session'; readonly sessionId: string };

const ALLOWED: Readonly<Record<Resource['type'], readonly string[]>> = {
  root: ['GET', 'HEAD', 'OPTIONS'],
  whip: ['POST', 'OPTIONS', 'GET', 'HEAD'],
  whep: ['POST', 'OPTIONS', 'GET', 'HEAD'],
  session: ['PATCH', 'DELETE', 'OPTIONS', 'GET', 'HEAD'],
};

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, If-Match',
  'access-control-expose-headers': 'Location, ETag, Link, Retry-After, Accept-Post, Accept-Patch',
  'access-control-max-age': '600',
};

/**
 * Creates the server for WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep):
 *
 *   POST /whip/<stream>[?startKbps=<n>][&nack=off]   publish: 201 with answer and Location of the session
 *   POST /whep/<stream>[?viewer=<name>]   watch: likewise; 409 with Retry-After while nobody publishes
 *   PATCH <Location>                      204 for candidates; 200 with our part for an ICE restart
 *   DELETE <Location>                     200; 404 when there is no such session
 *
 * 400 malformed SDP or query, 404 no such resource, 405 with Allow, 406 no common codec or more than one video section,
 * 412 or 428 a PATCH for another ICE session or for none, 413 body too large, 415 another content type, 503 with
 * Retry-After for too many sessions. `startKbps` sets where the publisher's bandwidth estimation starts, for rehearsals that do not
 * rehearse the ramp. `nack=off` disables retransmission for the publisher and all viewers.
 */
export function createHttpServer(origin: Origin, log: (text: string) => void): Server {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    serve(origin, request, response).catch((error: unknown) => {
      request.resume(); // otherwise the unread rest of the body would reset the connection, response included
      sendError(error, response, log);
    });
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return server;
}

async function serve(origin: Origin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = readUrl(request.url ?? '/');
  const resource = findResource(url.pathname);
  const { method = '' } = request;
  if (!ALLOWED[resource.type].includes(method))
    throw new HttpError(405, `${method} is not supported here`, { allow: ALLOWED[resource.type].join(', ') });
  if (method === 'OPTIONS') {
    if (resource.type === 'whip' || resource.type === 'whep') response.setHeader('accept-post', SDP);
    if (resource.type === 'session') response.setHeader('accept-patch', SDP_FRAGMENT);
    response.setHeader('allow', ALLOWED[resource.type].join(', '));
    response.writeHead(200).end();
    return;
  }
  switch (resource.type) {
    case 'root':
      // A page of this origin, from which a browser may publish and watch without CORS.
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>longhaul origin</title>');
      return;
    case 'session':
      if (method === 'PATCH') {
        await changeIce(origin, resource.sessionId, request, response);
        return;
      }
      if (method === 'DELETE' ? !origin.end(resource.sessionId) : !origin.has(resource.sessionId))
        throw new HttpError(404, NO_SESSION);
      response.writeHead(method === 'DELETE' ? 200 : 204).end();
      return;
    case 'whip':
    case 'whep':
      if (method !== 'POST') {
        response.writeHead(204).end(); // RFC 9725 section 4.1: these resources have no representation
        return;
      }
      sendCreated(await openSession(origin, resource.type, resource.stream, url, request), request, response);
  }
}

/** Parses a request target: a path with a query, or an absolute URL as proxies send. Throws HttpError. */
function readUrl(text: string): URL {
  const absolute = text.startsWith('/') ? `http://origin${text}` : text;
  if (!URL.canParse(absolute)) throw new HttpError(400, 'the request target is not a path or URL');
  return new URL(absolute);
}

async function openSession(
  origin: Origin,
  type: 'whip' | 'whep',
  stream: string,
  url: URL,
  request: IncomingMessage,
): Promise<OpenedSession> {
  const startKbps = readStartKbps(url);
  const nackEnabled = readNackEnabled(url);
  const viewer = url.searchParams.get('viewer') ?? undefined;
  if (viewer !== undefined && !NAME.test(viewer)) throw new HttpError(400, `viewer must match ${NAME.source}`);
  const offer = await readOffer(request);
  if (type === 'whip') return await origin.publish(stream, offer, { startBitrateKbps: startKbps, nackEnabled });
  return await origin.watch(stream, offer, viewer);
}

function readStartKbps(url: URL): number | undefined {
  const text = url.searchParams.get('startKbps');
  if (text === null) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < START_KBPS.min || value > START_KBPS.max)
    throw new HttpError(400, `startKbps must be a whole number from ${START_KBPS.min} to ${START_KBPS.max}`);
  return value;
}

function readNackEnabled(url: URL): boolean {
  const text = url.searchParams.get('nack') ?? 'on';
  if (text !== 'on' && text !== 'off') throw new HttpError(400, 'nack must be on or off');
  return text === 'on';
}

async function readOffer(request: IncomingMessage): Promise<Offer> {
  return parseOffer(await readBody(request, SDP, 'accept-post'));
}

/** Serves a PATCH (RFC 9725 section 4.3): candidates for the ICE session that If-Match names, or with "*" a restart. */
async function changeIce(
  origin: Origin,
  sessionId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const iceTag = origin.iceTagOf(sessionId);
  if (iceTag === undefined) throw new HttpError(404, NO_SESSION);
  const fragment = parseIceFragment(await readBody(request, SDP_FRAGMENT, 'accept-patch'));
  const asked = request.headers['if-match'];
  if (asked === undefined) throw new HttpError(428, 'If-Match must name the ICE session, or be * for an ICE restart');
  if (asked !== '*' && asked !== quoted(iceTag)) throw new HttpError(412, 'ICE has been restarted since');
  const change = await origin.changeIce(sessionId, fragment);
  switch (change.type) {
    case 'no-session':
      throw new HttpError(404, NO_SESSION);
    case 'trickled':
      response.writeHead(204).end();
      return;
    case 'restarted':
      response.writeHead(200, { 'content-type': SDP_FRAGMENT, etag: quoted(change.iceTag) }).end(change.fragment);
  }
}

const quoted = (tag: string) => `"${tag}"`;

/** Reads a body of one content type; `accepts` is the header that names it to whoever sends another. */
async function readBody(request: IncomingMessage, expected: string, accepts: string): Promise<string> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== expected)
    throw new HttpError(415, `the body must be ${expected}; its content type is ${type ?? 'missing'}`, {
      [accepts]: expected,
    });
  const tooLarge = () => new HttpError(413, `a body may have at most ${MAX_BODY_BYTES} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendCreated(
  { sessionId, answer, iceTag }: OpenedSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = {
    'content-type': SDP,
    'content-length': Buffer.byteLength(answer),
    // Absolute, based on the requested address: some players do not resolve relative locations.
    location: `${resolveBaseUrl(request)}/session/${sessionId}`,
    // Tells that candidates and ICE restarts are taken (RFC 9725 section 4.3.1).
    etag: quoted(iceTag),
    'accept-patch': SDP_FRAGMENT,
  };
  response.writeHead(201, headers).end(answer);
}

function findResource(path: string): Resource {
  const [, first = '', second, ...rest] = path.split('/');
  if (first === '' && second === undefined) return { type: 'root' };
  if (second !== undefined && rest.length === 0) {
    if ((first === 'whip' || first === 'whep') && NAME.test(second)) return { type: first, stream: second };
    if (first === 'session') return { type: 'session', sessionId: second };
  }
  throw new HttpError(404, 'no such resource');
}

function sendError(error: unknown, response: ServerResponse, log: (text: string) => void): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const httpError = toHttpError(error);
  if (httpError === undefined) log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
  const { status, headers, message } = httpError ?? new HttpError(500, 'the origin failed; see its log');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${message}\n`);
}

function toHttpError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof SdpError) return new HttpError(400, error.message);
  if (error instanceof NotAcceptableError) return new HttpError(406, error.message);
  if (error instanceof TooManySessionsError)
    return new HttpError(503, error.message, { 'retry-after': String(RETRY_AFTER_S) });
  if (error instanceof NotPublishedError)
    return new HttpError(409, error.message, { 'retry-after': String(RETRY_AFTER_S) });
  return undefined;
}
