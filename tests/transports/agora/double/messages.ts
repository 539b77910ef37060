import type { SelfSigned } from './certificate.ts';

/** Configuration of a double; JSON, because it runs in its own process. */
export interface DoubleConfig {
  /** Address of this host, for access point, gateway and media. */
  readonly address: string;
  /** TCP port of access point and gateway; 0 for any free one. */
  readonly port: number;
  readonly domain: string;
  readonly tls: SelfSigned;
  /** The only app that exists. */
  readonly appId: string;
  /** Certificate to check tokens with; without it no token is needed. */
  readonly certificate?: string;
  /** Time between notice and expiry of a token; Agora's is 30 s. */
  readonly tokenNoticeMs: number;
  /** Users that a channel admits. */
  readonly maxUsers?: number;
  /** 'gateway': sends clients to a port where nobody listens. 'media': sends their media there. */
  readonly deadEnd?: 'gateway' | 'media';
  /** Number of subscriptions to sound that it refuses, from the first. */
  readonly refusedSounds?: number;
}

/** Event that a test can wait for: a client's message, or something done to it. */
export interface DoubleEvent {
  readonly atMs: number;
  /** Type of the client's message, or "media-open", "websocket-open", "websocket-closed", "token-refused". */
  readonly name: string;
  readonly uid?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type ToDouble =
  | { readonly type: 'close' }
  /** For one client, or for all. */
  | { readonly type: 'drop-websocket'; readonly uid?: number }
  /** Fallback of a viewer with a poor downlink: the low stream, or no video at all; and back. */
  | { readonly type: 'fall-back'; readonly uid: number; readonly to: 'high' | 'low' | 'audio' }
  /** Asks a host that sends its low stream on demand for it. */
  | { readonly type: 'ask-for-low'; readonly uid: number };

export type FromDouble =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'event'; readonly event: DoubleEvent }
  | { readonly type: 'failed'; readonly message: string };
