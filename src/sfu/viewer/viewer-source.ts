import type { MediaKind, SourceReport } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import type { ViewerSession } from './viewer-session.ts';

/** What a viewer's session needs of the stream it watches. */
export interface ViewerSource {
  readonly codecs: Readonly<Partial<Record<MediaKind, CodecId>>>;
  /** Whether viewers may ask for lost packets. */
  readonly resends: boolean;
  report(kind: MediaKind, encoding: number): SourceReport | undefined;
  /** Name of one of its simulcast streams; undefined where there is one. */
  ridOf(encoding: number): string | undefined;
  /** Rate of the published video, bit/s. */
  mediaBps(nowMs: number): number;
  /** The viewer lost its picture, which is of this simulcast stream. */
  onRepairWanted(viewer: ViewerSession, encoding: number): void;
  /** Its line carries less than this simulcast stream: a part of it was held back. */
  onHeldBack(viewer: ViewerSession, encoding: number): void;
  /** The viewer is gone; said once, not after close(). */
  onClosed(viewer: ViewerSession, reason: string): void;
}
