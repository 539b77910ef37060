import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { Endpoint } from '../../backend.ts';

/** To the relay's process, over its channel. It also ends when the channel does. */
export type ToRelay =
  /** First, and once. */
  | { readonly type: 'start'; readonly topology: Topology }
  /** A port is wanted whose packets take the path from `node` to the origin and go on to `target`. */
  | { readonly type: 'reach'; readonly request: number; readonly node: string; readonly target: Endpoint }
  /** The measured window begins: weather time becomes 0. */
  | { readonly type: 'open-window' }
  | { readonly type: 'stop' };

export type RelayDetail = Readonly<Record<string, string | number | boolean>>;

/** From the relay's process. */
export type FromRelay =
  | { readonly type: 'ready'; readonly detail: RelayDetail }
  | { readonly type: 'reached'; readonly request: number; readonly at: Endpoint }
  | { readonly type: 'refused'; readonly request: number; readonly reason: string }
  | LinksLine
  /** It ends. */
  | { readonly type: 'failed'; readonly reason: string };
