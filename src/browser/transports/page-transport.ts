import type { SdkFigures } from '../../model/result/sdk-figures.ts';
import type { AudioSettings, VideoSettings } from '../../model/scenario/scenario.ts';
import type { PageEvent } from '../page-event.ts';

/**
 * How media reaches a server and comes back: the half of a transport that runs in the page; its file exports it as
 * `transport`. Settings come from its other half, ../../transports/, by call: secrets may be in them, so no error names them.
 */
export interface PageTransport<Settings = unknown> {
  publish(media: Outgoing, settings: Settings, listener: SessionListener): TransportSession;
  watch(settings: Settings, listener: SessionListener): TransportSession;
}

/** What is to be published. The tracks are the page's: they outlive the session, and may be published again. */
export interface Outgoing {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack;
  readonly encoding: { readonly video: VideoSettings; readonly audio: AudioSettings };
}

/** Who is told of what happens in a session. */
export interface SessionListener {
  /** Aborts when connecting takes too long. */
  readonly inTime: AbortSignal;
  /** A track to watch: at any time, and again when one takes another's place. */
  onTrack(track: MediaStreamTrack): void;
  /** Into the recording. */
  note(name: PageEvent['name'], detail: PageEvent['detail']): void;
}

/** A stream being published or watched, from the first attempt to connect on. */
export interface TransportSession {
  /** Resolves once media can flow; rejects with the server's own words, or when `inTime` aborts. */
  readonly connected: Promise<Connected>;
  /** Those that carry media now, for their W3C statistics: an SDK may have made several, and may make others. */
  connections(): readonly RTCPeerConnection[];
  /** What an SDK says of it, to be shown beside; absent where there is none. */
  figures?(): SdkFigures;
  /** At any time; takes half a second at most, also where nothing gets through. */
  leave(): Promise<void>;
}

export interface Connected {
  /** From asking the server to its answer, ms; undefined where there is no one request. */
  readonly answerMs?: number;
}
