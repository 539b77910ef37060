import type { FrameStampsLine } from '../../model/recording/frame-lines.ts';
import type { OriginLine } from '../../model/recording/origin-line.ts';

/** Configuration of the origin process, passed as JSON in its first argument. */
export interface OriginConfig {
  /** IPv4 address of the host, for HTTP and media. */
  readonly address: string;
  /** TCP port of WHIP and WHEP; 0 for any free one. */
  readonly port: number;
  /** Whether media may come over TCP too (RFC 6544). */
  readonly iceTcp: boolean;
}

/** Message from the origin process to its parent. */
export type FromOrigin =
  | { readonly type: 'ready'; readonly port: number }
  /** The origin cannot start, and exits. */
  | { readonly type: 'failed'; readonly message: string; readonly advice: string }
  | { readonly type: 'second'; readonly line: OriginLine }
  | { readonly type: 'stamps'; readonly line: FrameStampsLine }
  | { readonly type: 'log'; readonly text: string };

/** Message to the origin process. It also exits when the channel closes. */
export type ToOrigin =
  | { readonly type: 'close' }
  /** Each of these viewers is to lose its next video packet; twice: and the first retransmission of it. */
  | { readonly type: 'rehearse-loss'; readonly viewers: readonly string[]; readonly twice: boolean };
