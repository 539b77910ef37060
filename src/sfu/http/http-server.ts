import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { NotPublishedError, type OpenedSession, type Origin, TooManySessionsError } from '../origin.ts';
import { NotAcceptableError } from '../sdp/negotiate.ts';
import { SdpError } from '../sdp/sdp-error.ts';
import { type Offer, parseOffer } from '../sdp/sdp-offer.ts';
import { resolveBaseUrl } from './base-url.ts';

/** Largest request body. Chromium's offers have 3 to 12 KiB. */
const MAX_BODY_BYTES = 128 * 1024;
const RETRY_AFTER_S = 1;
/** Timeout of a whole request, body included. */
const REQUEST_TIMEOUT_MS = 10_000;
const SDP = 'application/sdp';
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
  session: ['DELETE', 'OPTIONS', 'GET', 'HEAD'],
};

const CORS = {
  'access-control-allow-origin': '*',
  // PATCH is refused but listed, so that a page sees that answer instead of a CORS error.
  'access-control-allow-methods': 'GET, HEAD, POST, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, If-Match',
  'access-control-expose-headers': 'Location, ETag, Link, Retry-After, Accept-Post',
  'access-control-max-age': '600',
};

/**
 * Creates the server for WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep):
 *
 *   POST /whip/<stream>[?startKbps=<n>][&nack=off]   publish: 201 with answer and Location of the session
 *   POST /whep/<stream>[?viewer=<name>]   watch: likewise; 409 with Retry-After while nobody publishes
 *   DELETE <Location>                     200; 404 when there is no such session
 *
 * 400 malformed SDP or query, 404 no such resource, 405 with Allow (for PATCH too: no trickle ICE, no ICE restart), 406
 * no common codec or more than one video section, 413 body too large, 415 not application/sdp, 503 with Retry-After for
 * too many sessions. `startKbps` sets where the publisher's bandwidth estimation starts, for rehearsals that do not
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
      if (method === 'DELETE' ? !origin.end(resource.sessionId) : !origin.has(resource.sessionId))
        throw new HttpError(404, 'no such session');
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
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== SDP)
    throw new HttpError(415, `the body must be ${SDP}; its content type is ${type ?? 'missing'}`, {
      'accept-post': SDP,
    });
  const tooLarge = () => new HttpError(413, `an offer may have at most ${MAX_BODY_BYTES} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return parseOffer(Buffer.concat(chunks).toString('utf8'));
}

function sendCreated({ sessionId, answer }: OpenedSession, request: IncomingMessage, response: ServerResponse): void {
  const headers = {
    'content-type': SDP,
    'content-length': Buffer.byteLength(answer),
    // Absolute, based on the requested address: some players do not resolve relative locations.
    location: `${resolveBaseUrl(request)}/session/${sessionId}`,
    // No ETag: it would advertise trickle ICE and restarts (RFC 9725 section 4.3.1).
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
