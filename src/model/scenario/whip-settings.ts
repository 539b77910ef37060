import type { IceSettings } from './ice-settings.ts';
import type { Secret } from './secret.ts';

/**
 * A server that speaks WHIP (RFC 9725), WHEP (draft-ietf-wish-whep) or both. At least one URL is set, or the secret
 * that holds it, since some URLs contain stream keys.
 */
export interface WhipSettings extends IceSettings {
  /** Endpoint to publish to; without it, viewers watch somebody else's stream. */
  readonly publish?: string | Secret;
  /** Endpoint to watch from; without it, none of our viewers watch. */
  readonly watch?: string | Secret;
  /** Bearer token sent to both endpoints. */
  readonly bearer?: Secret;
  /** Bearer token sent to `watch` instead of `bearer`. */
  readonly watchBearer?: Secret;
  /** Certificate (PEM) of the server, trusted although no authority signed it. */
  readonly trust?: { readonly file: string };
}
