import type { SdkFigures } from '../../model/result/sdk-figures.ts';
import type { AudioSettings, VideoSettings } from '../../model/scenario/scenario.ts';
import type { PageEvent } from '../page-event.ts';

/**
 * The half of a transport that runs in the page: how media reaches a server and comes back. Its file exports it as `transport`.
 * Settings come from the other half, ../../transports/, by call: they may hold secrets, so no error quotes them.
 */
export interface PageTransport<Settings = unknown> {
  /** Does what an application does before its user joins. Called once, before the take; absent where there is nothing. */
  prepare?(settings: Settings, note: SessionListener['note']): Promise<void>;
  publish(media: Outgoing, settings: Settings, listener: SessionListener): TransportSession;
  watch(settings: Settings, listener: SessionListener): TransportSession;
}

/** Media to be published. The tracks belong to the page: they outlive the session, and may be published again. */
export interface Outgoing {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack;
  readonly encoding: { readonly video: VideoSettings; readonly audio: AudioSettings };
}

/** Callbacks of a session. */
export interface SessionListener {
  /** Aborts when connecting takes too long. */
  readonly inTime: AbortSignal;
  /** Takes a track to watch. Called at any time, and again when one track replaces another. */
  onTrack(track: MediaStreamTrack): void;
  /** Adds an event to the recording. */
  note(name: PageEvent['name'], detail: PageEvent['detail']): void;
}

/** A stream being published or watched, from the first attempt to connect on. */
export interface TransportSession {
  /** Resolves once media can flow; rejects with the server's own words, or when `inTime` aborts. */
  readonly connected: Promise<Connected>;
  /**
   * Returns the connections that carry media now, for their W3C statistics: an SDK may have made several, and may make others.
   */
  connections(): readonly RTCPeerConnection[];
  /** Returns the statistics of an SDK, to be shown beside ours; absent where there is no SDK. */
  figures?(): SdkFigures;
  /** Ends the session, at any time; takes half a second at most, even where nothing gets through. */
  leave(): Promise<void>;
}

export interface Connected {
  /** Time from the request to the server's answer, ms; undefined where there is no single request. */
  readonly answerMs?: number;
}
