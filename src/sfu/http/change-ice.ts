import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origin } from '../origin.ts';
import { parseIceFragment } from '../sdp/ice-fragment.ts';
import { HttpError } from './http-error.ts';
import { readBody, SDP_FRAGMENT } from './read-body.ts';

export const NO_SESSION = 'no such session';

/** Serves a PATCH (RFC 9725 section 4.3): candidates for the ICE session that If-Match names, or with "*" a restart. */
export async function changeIce(
  origin: Origin,
  sessionId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!origin.has(sessionId)) throw new HttpError(404, NO_SESSION);
  const fragment = parseIceFragment(await readBody(request, SDP_FRAGMENT, 'accept-patch'));
  // Looked up only now: another PATCH may have restarted ICE while this one's body came.
  const iceTag = origin.iceTagOf(sessionId);
  if (iceTag === undefined) throw new HttpError(404, NO_SESSION);
  const asked = request.headers['if-match'];
  if (asked === undefined) throw new HttpError(428, 'If-Match must name the ICE session, or be * for an ICE restart');
  if (asked.trim() !== '*' && !tagsIn(asked).includes(quoted(iceTag)))
    throw new HttpError(412, 'ICE has been restarted since');
  const change = await origin.changeIce(sessionId, fragment);
  switch (change.type) {
    case 'no-session':
      throw new HttpError(404, NO_SESSION);
    case 'contradictory':
      throw new HttpError(400, 'a=ice-pwd is not that of a=ice-ufrag: an ICE restart changes both, candidates neither');
    case 'trickled':
      response.writeHead(204).end();
      return;
    case 'restarted':
      response.writeHead(200, { 'content-type': SDP_FRAGMENT, etag: quoted(change.iceTag) }).end(change.fragment);
  }
}

/** Returns the strong tags of a list (RFC 9110 section 13.1.1): weak ones match nothing. */
function tagsIn(list: string): string[] {
  return list.split(',').map((tag) => tag.trim());
}

/** Quotes an entity tag. */
export const quoted = (tag: string) => `"${tag}"`;
