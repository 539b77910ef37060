import type { Secret } from './secret.ts';

/** A server that speaks WHIP (RFC 9725), WHEP (draft-ietf-wish-whep), or both; at least one of the two URLs, or where it is found: stream keys are in some. */
export interface WhipSettings {
  /** Endpoint to publish to; without it the stream that viewers watch is somebody else's. */
  readonly publish?: string | Secret;
  /** Endpoint to watch from; without it nobody of ours watches. */
  readonly watch?: string | Secret;
  /** Sent as `Authorization: Bearer` to both. */
  readonly bearer?: Secret;
  /** Sent to `watch` in its place. */
  readonly watchBearer?: Secret;
  /** Certificate (PEM) of the server, to be trusted though nobody vouches for it. */
  readonly trust?: { readonly file: string };
}
