import type { Secret } from './secret.ts';

/** STUN or TURN server, as RTCIceServer names it. */
export interface IceServerSettings {
  /** "turn:turn.example.com:3478?transport=tcp" (RFC 7065), or several. */
  readonly urls: readonly string[];
  /** Name at a TURN server; plain, or where it is found: names that expire are derived from a secret as well. */
  readonly username?: string | Secret;
  /** Password at a TURN server. */
  readonly credential?: Secret;
}

/** How participants look for a path. */
export interface IceSettings {
  readonly iceServers?: readonly IceServerSettings[];
  /** relay: media goes through TURN servers only. */
  readonly iceTransportPolicy?: 'all' | 'relay';
}
