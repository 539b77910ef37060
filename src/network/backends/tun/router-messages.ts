import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { JournalPart } from '../../emulation/packet-journal.ts';

/** First line on the router's stdin. The router exits when its stdin ends, whatever the cause. */
export interface RouterConfig {
  readonly topology: Topology;
  /** Namespace of each node, in the topology's order. */
  readonly namespaces: readonly string[];
  /** Address ranges such as "10.0.0.0/8" that are not forwarded to the internet node, if there is one. */
  readonly refused: readonly string[];
  /** Ratio of real time to stream time. */
  readonly timeFactor: number;
  readonly capture?: CaptureRequest;
}

export interface CaptureRequest {
  /** Absolute path of an existing directory. */
  readonly directory: string;
  /** Maximum size of each file. */
  readonly limitBytes: number;
}

/** Further lines on the router's stdin. */
export type RouterControl =
  /** Opens the measured window: weather time becomes 0. */
  | { readonly type: 'open-window' }
  /** Requests the journal since the last request; the first request starts the journal. */
  | { readonly type: 'take-journal' }
  /** Makes the weather jump ahead by `stepMs` with nearly every packet; 0 stops it. */
  | { readonly type: 'fast-forward'; readonly stepMs: number }
  | { readonly type: 'end-journal' };

/** Lines on the router's stdout. */
export type RouterMessage =
  /** Sent when all devices exist and the loop runs. */
  | { readonly type: 'ready'; readonly detail: Readonly<Record<string, string | number | boolean>> }
  | LinksLine
  | { readonly type: 'journal'; readonly part: JournalPart }
  | { readonly type: 'failed'; readonly reason: string };
