import type { IAgoraRTCClient, IAgoraRTCRemoteUser } from 'agora-rtc-sdk-ng';
import type { SessionListener } from '../page-transport.ts';
import type { AgoraStatistics } from './agora-figures.ts';
import type { AgoraSide } from './agora-session.ts';
import type { AgoraTask } from './agora-task.ts';

/** The SDK's numbers for what a viewer may get instead of the high stream. */
const FALLBACKS = { none: 0, 'low-stream': 1, 'audio-only': 2 } as const;

/** Watches one host of a channel: the one named in the task, else the first that has a picture. */
export class AgoraAudience implements AgoraSide {
  readonly role = 'audience';
  /** Irrelevant for an audience: it only says what would be published. What is watched is whatever its host encodes. */
  readonly codec = 'vp8';
  readonly #task: AgoraTask;
  readonly #listener: SessionListener;
  readonly #delivered = new WeakSet<MediaStreamTrack>();
  #watched: IAgoraRTCRemoteUser['uid'] | undefined;

  constructor(task: AgoraTask, listener: SessionListener) {
    this.#task = task;
    this.#listener = listener;
  }

  /** Resolves once subscribed to the host's picture. */
  begin(client: IAgoraRTCClient, signal: AbortSignal): Promise<void> {
    // After joining anew the host is looked for anew.
    this.#watched = undefined;
    return new Promise((resolve, reject) => {
      const subscribe = async (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio') => {
        await this.#subscribe(client, user, kind);
        if (kind === 'video') resolve();
      };
      const onPublished = (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio' | 'datachannel') => {
        if (kind === 'datachannel' || user.uid !== (this.#task.host ?? this.#watched ?? user.uid)) return;
        // Without a named host, it is whoever has a picture first; its sound may have come before that.
        const isFound = this.#watched === undefined && kind === 'video';
        if (isFound) this.#watched = user.uid;
        if (this.#watched !== user.uid) return;
        subscribe(user, kind).catch(reject);
        if (isFound && user.hasAudio) subscribe(user, 'audio').catch(reject);
      };
      client.removeAllListeners('user-published');
      client.on('user-published', onPublished);
      for (const user of client.remoteUsers) if (user.hasVideo) onPublished(user, 'video');
      signal.addEventListener('abort', () => reject(new Error('no success in time')), { once: true });
    });
  }

  hostFound(): boolean {
    return this.#watched !== undefined;
  }

  statistics(client: IAgoraRTCClient): AgoraStatistics {
    if (this.#watched === undefined) return {};
    const remoteVideo = client.getRemoteVideoStats()[this.#watched];
    const remoteAudio = client.getRemoteAudioStats()[this.#watched];
    return { ...(remoteVideo && { remoteVideo }), ...(remoteAudio && { remoteAudio }) };
  }

  end(): void {}

  async #subscribe(client: IAgoraRTCClient, user: IAgoraRTCRemoteUser, kind: 'video' | 'audio'): Promise<void> {
    // The SDK declares an overload for each kind, and none for both.
    const track = await (kind === 'video' ? client.subscribe(user, kind) : client.subscribe(user, kind));
    this.#deliver(track.getMediaStreamTrack());
    track.on('track-updated', (updated) => this.#deliver(updated));
    if (kind === 'audio') return;
    const { fallback } = this.#task;
    if (fallback !== 'none') await client.setStreamFallbackOption(user.uid, FALLBACKS[fallback]);
  }

  /** Hands a track over once: the SDK reports it again when it returns to it. */
  #deliver(track: MediaStreamTrack): void {
    if (!this.#delivered.has(track)) this.#listener.onTrack(track);
    this.#delivered.add(track);
  }
}
