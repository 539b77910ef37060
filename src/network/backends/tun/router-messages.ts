import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { JournalPart } from '../../emulation/packet-journal.ts';

/** First line on the router's stdin. The end of its stdin, whoever caused it, ends the router. */
export interface RouterConfig {
  readonly topology: Topology;
  /** Of each node, in the topology's order. */
  readonly namespaces: readonly string[];
  /** "10.0.0.0/8": addresses that are not passed on to the internet node, if there is one. */
  readonly refused: readonly string[];
  readonly capture?: CaptureRequest;
}

export interface CaptureRequest {
  /** Exists; by its full path. */
  readonly directory: string;
  /** Of each file. */
  readonly limitBytes: number;
}

/** Further lines on the router's stdin, one at a time. */
export type RouterControl =
  /** The measured window begins: weather time becomes 0. */
  | { readonly type: 'open-window' }
  /** To be answered with what was noted since the last one; the first begins the journal. */
  | { readonly type: 'take-journal' }
  /** The weather jumps ahead by so much with nearly every packet; 0 ends that. */
  | { readonly type: 'fast-forward'; readonly stepMs: number }
  | { readonly type: 'end-journal' };

/** Lines on the router's stdout. */
export type RouterMessage =
  /** All devices exist and the loop runs. */
  | { readonly type: 'ready'; readonly detail: Readonly<Record<string, string | number | boolean>> }
  | LinksLine
  | { readonly type: 'journal'; readonly part: JournalPart }
  | { readonly type: 'failed'; readonly reason: string };
