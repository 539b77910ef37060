import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { Endpoint } from '../../backend.ts';

/** Messages to the relay process over its IPC channel. The process also exits when the channel closes. */
export type ToRelay =
  /** Sent once, as the first message. */
  | { readonly type: 'start'; readonly topology: Topology }
  /** Requests a port whose packets take the path from `node` to the origin and go on to `target`. */
  | { readonly type: 'reach'; readonly request: number; readonly node: string; readonly target: Endpoint }
  /** Opens the measured window: weather time becomes 0. */
  | { readonly type: 'open-window' }
  | { readonly type: 'stop' };

export type RelayDetail = Readonly<Record<string, string | number | boolean>>;

/** Messages from the relay process. */
export type FromRelay =
  | { readonly type: 'ready'; readonly detail: RelayDetail }
  | { readonly type: 'reached'; readonly request: number; readonly at: Endpoint }
  | { readonly type: 'refused'; readonly request: number; readonly reason: string }
  | LinksLine
  /** Sent before the process exits with an error. */
  | { readonly type: 'failed'; readonly reason: string };
