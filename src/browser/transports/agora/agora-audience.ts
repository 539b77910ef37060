import type { IAgoraRTCClient, IAgoraRTCRemoteUser } from 'agora-rtc-sdk-ng';
import type { SessionListener } from '../page-transport.ts';
import type { AgoraStatistics } from './agora-figures.ts';
import type { AgoraContext, AgoraSide } from './agora-session.ts';
import type { AgoraTask } from './agora-task.ts';

/** The SDK's numbers for what a viewer may get instead of the high stream. */
const FALLBACKS = { none: 0, 'low-stream': 1, 'audio-only': 2 } as const;

/** Attempts to subscribe again after the first one, a second apart: the host may be on its way out. */
const MORE_ATTEMPTS = 3;
const PAUSE_MS = 1000;

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

  /**
   * Resolves once subscribed to the host's picture. Whatever the host publishes later is subscribed to as well; when that
   * fails, it is recorded, and tried again for a bounded number of times.
   */
  begin(client: IAgoraRTCClient, signal: AbortSignal, { note }: Pick<AgoraContext, 'note'>): Promise<void> {
    // After joining anew the host is looked for anew.
    this.#watched = undefined;
    return new Promise((resolve, reject) => {
      let hasBegun = false;
      const subscribe = async (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio') => {
        try {
          await this.#subscribe(client, user, kind);
        } catch (error) {
          if (!hasBegun) return reject(error);
          return await this.#subscribeAgain(client, user, kind, { note, error });
        }
        if (kind === 'video') {
          hasBegun = true;
          resolve();
        }
      };
      const onPublished = (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio' | 'datachannel') => {
        if (kind === 'datachannel' || user.uid !== (this.#task.host ?? this.#watched ?? user.uid)) return;
        // Without a named host, it is whoever has a picture first; its sound may have come before that.
        const isFound = this.#watched === undefined && kind === 'video';
        if (isFound) this.#watched = user.uid;
        if (this.#watched !== user.uid) return;
        void subscribe(user, kind);
        if (isFound && user.hasAudio) void subscribe(user, 'audio');
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

  /** Subscribes again while the host still publishes this; records each failure, and what came of it. */
  async #subscribeAgain(
    client: IAgoraRTCClient,
    user: IAgoraRTCRemoteUser,
    kind: 'video' | 'audio',
    { note, error }: Pick<AgoraContext, 'note'> & { readonly error: unknown },
  ): Promise<void> {
    let reason = error;
    for (let attempt = 1; attempt <= MORE_ATTEMPTS; attempt++) {
      note('transport', { what: 'subscription-failed', kind, attempt, reason: String(reason) });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const isThere = kind === 'video' ? user.hasVideo : user.hasAudio;
      if (!isThere || client.connectionState !== 'CONNECTED') return;
      try {
        await this.#subscribe(client, user, kind);
        return note('transport', { what: 'subscribed-again', kind, attempt });
      } catch (again) {
        reason = again;
      }
    }
    note('transport', { what: 'subscription-given-up', kind, reason: String(reason) });
  }

  /** Hands a track over once: the SDK reports it again when it returns to it. */
  #deliver(track: MediaStreamTrack): void {
    if (!this.#delivered.has(track)) this.#listener.onTrack(track);
    this.#delivered.add(track);
  }
}
