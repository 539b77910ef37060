import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { OpenedSession, Origin } from '../origin.ts';
import { type Offer, parseOffer } from '../sdp/sdp-offer.ts';
import { isHostField, resolveBaseUrl } from './base-url.ts';
import { changeIce, NO_SESSION, quoted } from './change-ice.ts';
import { HttpError, sendError } from './http-error.ts';
import { readBody, SDP, SDP_FRAGMENT } from './read-body.ts';
import { ALLOWED, findResource, NAME } from './resource.ts';
import { readBehaviour, readNackEnabled, readStartKbps } from './session-query.ts';

/** Timeout of a whole request, body included. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Requests on one connection. Browsers send one after the other; thousands in one packet would hold up everyone's media. */
const MAX_REQUESTS_PER_CONNECTION = 100;
const METHODS = 'GET, HEAD, POST, PATCH, DELETE, OPTIONS';
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': METHODS,
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
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION;
  server.on('dropRequest', (_, socket) => socket.destroy());
  return server;
}

async function serve(origin: Origin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '' } = request;
  // RFC 9112 section 3.2; Node would take the first, and anything in it.
  const [host = '', ...others] = request.headersDistinct.host ?? [];
  if (others.length > 0) throw new HttpError(400, 'the request has more than one Host');
  if (!isHostField(host)) throw new HttpError(400, 'the request’s Host is malformed');
  if (method === 'OPTIONS' && request.url === '*') {
    // About the server as a whole (RFC 9110 section 9.3.7).
    response.writeHead(200, { allow: METHODS }).end();
    return;
  }
  const url = readUrl(request.url ?? '/');
  const resource = findResource(url.pathname);
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
        sendEndpoint(resource.type, response);
        return;
      }
      sendCreated(await openSession(origin, resource.type, resource.stream, url, request), request, response);
  }
}

/**
 * Answers a GET or HEAD: there is no representation (RFC 9725 section 4.1). By the content type players know an endpoint of
 * WHEP (its draft, section 4.2).
 */
function sendEndpoint(type: 'whip' | 'whep', response: ServerResponse): void {
  if (type === 'whep') response.writeHead(200, { 'content-type': SDP, 'content-length': 0 }).end();
  else response.writeHead(204).end();
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
  const behaviour = readBehaviour(url);
  const viewer = url.searchParams.get('viewer') ?? undefined;
  if (viewer !== undefined && !NAME.test(viewer)) throw new HttpError(400, `viewer must match ${NAME.source}`);
  const offer = await readOffer(request);
  if (type === 'whip')
    return await origin.publish(stream, offer, { startBitrateKbps: startKbps, nackEnabled, behaviour });
  return await origin.watch(stream, offer, viewer);
}

async function readOffer(request: IncomingMessage): Promise<Offer> {
  return parseOffer(await readBody(request, SDP, 'accept-post'));
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
