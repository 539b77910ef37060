import type { MediaKind, SourceReport } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import type { ServerBehaviour } from '../server-behaviour.ts';
import type { ViewerSession } from './viewer-session.ts';

/** Stream as a viewer's session sees it. */
export interface ViewerSource {
  readonly codecs: Readonly<Partial<Record<MediaKind, CodecId>>>;
  /** Whether viewers may request lost packets. */
  readonly nackEnabled: boolean;
  readonly behaviour: ServerBehaviour;
  report(kind: MediaKind, encoding: number): SourceReport | undefined;
  /** Returns the rid of a simulcast stream; undefined without simulcast. */
  ridOf(encoding: number): string | undefined;
  /** Returns the bitrate of the published video, bit/s. */
  mediaBps(nowMs: number): number;
  /** Called when the viewer needs a keyframe of this simulcast stream. */
  onKeyframeRequest(viewer: ViewerSession, encoding: number): void;
  /** Called when the viewer's downlink carries less than this simulcast stream, so that part of it was held back. */
  onThrottledKeyframeRequest(viewer: ViewerSession, encoding: number): void;
  /** Called once when the viewer is gone. Not called after close(). */
  onClosed(viewer: ViewerSession, reason: string): void;
}
