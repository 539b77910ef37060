import type { OriginLine } from '../model/recording/origin-line.ts';

/** How the origin's process is told what to do: as JSON in its first argument. */
export interface OriginConfig {
  /** IPv4 address of the host it runs on, for HTTP and media. */
  readonly address: string;
  /** TCP port of WHIP and WHEP; 0 for any. */
  readonly port: number;
}

/** From the origin's process to whoever started it. */
export type FromOrigin =
  | { readonly type: 'ready'; readonly port: number }
  /** It cannot start, and ends. */
  | { readonly type: 'failed'; readonly message: string; readonly advice: string }
  | { readonly type: 'second'; readonly line: OriginLine }
  | { readonly type: 'log'; readonly text: string };

/** To the origin's process. It also ends when the channel does. */
export type ToOrigin = { readonly type: 'close' };
