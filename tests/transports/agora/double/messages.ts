import type { SelfSigned } from './certificate.ts';

/** What a double is to be; JSON, for it runs in a process of its own. */
export interface DoubleConfig {
  /** Of this host: access point, gateway and media. */
  readonly address: string;
  /** TCP, of access point and gateway; 0 for any. */
  readonly port: number;
  readonly domain: string;
  readonly tls: SelfSigned;
  /** The one app there is. */
  readonly appId: string;
  /** With it tokens are checked; without none is needed. */
  readonly certificate?: string;
  /** How long before a token's end its holder is told; Agora's is 30 s. */
  readonly tokenNoticeMs: number;
  /** Users that a channel takes. */
  readonly maxUsers?: number;
  /** 'gateway': clients are sent to a port where nobody listens. 'media': so is their media. */
  readonly deadEnd?: 'gateway' | 'media';
}

/** Something a test can wait for: what a client asked, or what was done to it. */
export interface DoubleEvent {
  readonly atMs: number;
  /** Type of the client's message, or "media-open", "websocket-open", "websocket-closed", "token-refused". */
  readonly name: string;
  readonly uid?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type ToDouble =
  | { readonly type: 'close' }
  /** Of one client, or of all. */
  | { readonly type: 'drop-websocket'; readonly uid?: number }
  /** As the gateway does when a viewer's line is poor: the low stream, or no picture at all; and back. */
  | { readonly type: 'fall-back'; readonly uid: number; readonly to: 'high' | 'low' | 'audio' };

export type FromDouble =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'event'; readonly event: DoubleEvent }
  | { readonly type: 'failed'; readonly message: string };
