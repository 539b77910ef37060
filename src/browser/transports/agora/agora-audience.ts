import type { IAgoraRTCClient, IAgoraRTCRemoteUser, IRemoteTrack } from 'agora-rtc-sdk-ng';
import type { AgoraUid } from '../../../model/scenario/agora-settings.ts';
import type { SessionListener } from '../page-transport.ts';
import type { AgoraStatistics } from './agora-figures.ts';
import { FALLBACK_TYPES } from './agora-options.ts';
import type { AgoraSide, ChannelContext } from './agora-side.ts';
import type { AgoraTask } from './agora-task.ts';
import { subscribeAgain } from './subscribe-again.ts';

type Kind = 'video' | 'audio';

/** Watches one host of a channel: the one named in the task, else the first that has a picture. */
export class AgoraAudience implements AgoraSide {
  readonly role = 'audience';
  /** Irrelevant for an audience: it only says what would be published. What is watched is whatever its host encodes. */
  readonly codec = 'vp8';
  readonly #task: AgoraTask;
  readonly #listener: Pick<SessionListener, 'onTrack'>;
  readonly #delivered = new WeakSet<MediaStreamTrack>();
  readonly #ending = new AbortController();
  #watched: AgoraUid | undefined;

  constructor(task: AgoraTask, listener: Pick<SessionListener, 'onTrack'>) {
    this.#task = task;
    this.#listener = listener;
  }

  /**
   * Resolves once subscribed to the host's picture. What fails before that fails the attempt; what fails later, as the host
   * publishes again, is noted and tried again.
   */
  async begin(client: IAgoraRTCClient, context: ChannelContext): Promise<void> {
    // After rejoining, the host has to be found again.
    this.#watched = undefined;
    client.removeAllListeners('user-published');
    const got = await this.#presubscribe(client, context);
    await this.#watchPublished(client, context, got);
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

  end(): void {
    this.#ending.abort();
  }

  /** Subscribes to what the host has and will have, but what was `got`; resolves with its first picture. */
  #watchPublished(client: IAgoraRTCClient, context: ChannelContext, got: ReadonlySet<Kind>): Promise<void> {
    let hasPicture = got.has('video');
    return new Promise((resolve, reject) => {
      const subscribe = async (user: IAgoraRTCRemoteUser, kind: Kind) => {
        try {
          await this.#subscribe(client, user, kind, context);
          if (kind === 'video') hasPicture = true;
          if (hasPicture) resolve();
        } catch (error) {
          if (!hasPicture) return reject(error);
          const again = () => this.#subscribe(client, user, kind, context);
          const isWanted = () => (kind === 'video' ? user.hasVideo : user.hasAudio);
          await subscribeAgain({ kind, error, again, isWanted, note: context.note, signal: this.#ending.signal });
        }
      };
      const onPublished = (user: IAgoraRTCRemoteUser, kind: Kind | 'datachannel') => {
        if (kind === 'datachannel' || user.uid !== (this.#task.host ?? this.#watched ?? user.uid)) return;
        // Without a named host, it is the first user with a picture; its sound may have come before that.
        const isFound = this.#watched === undefined && kind === 'video';
        if (isFound) this.#watched = user.uid;
        if (this.#watched !== user.uid) return;
        void subscribe(user, kind);
        if (isFound && user.hasAudio) void subscribe(user, 'audio');
      };
      client.on('user-published', onPublished);
      for (const user of client.remoteUsers) {
        if (user.hasVideo && !got.has('video')) onPublished(user, 'video');
        if (user.hasAudio && got.has('video') && !got.has('audio')) onPublished(user, 'audio');
      }
      context.signal.addEventListener('abort', () => reject(new Error('no success in time')), { once: true });
      if (hasPicture) resolve();
    });
  }

  /** Asks for the host's media without waiting for word of it. Returns what it got; for the rest, the usual way is open. */
  async #presubscribe(client: IAgoraRTCClient, context: ChannelContext): Promise<ReadonlySet<Kind>> {
    const { host, presubscribe } = this.#task;
    const got = new Set<Kind>();
    if (presubscribe !== true || host === undefined) return got;
    const ask = async (kind: Kind) => {
      try {
        this.#follow(await (kind === 'video' ? client.presubscribe(host, kind) : client.presubscribe(host, kind)));
        got.add(kind);
      } catch (error) {
        context.note('transport', { what: 'presubscribe-failed', kind, reason: String(error) });
      }
    };
    await Promise.all([ask('video'), ask('audio')]);
    if (!got.has('video')) return got;
    this.#watched = host;
    void this.#setFallback(client, host, context);
    return got;
  }

  async #subscribe(
    client: IAgoraRTCClient,
    user: IAgoraRTCRemoteUser,
    kind: Kind,
    context: ChannelContext,
  ): Promise<void> {
    // The SDK declares an overload for each kind, and none for both.
    this.#follow(await (kind === 'video' ? client.subscribe(user, kind) : client.subscribe(user, kind)));
    if (kind === 'video') void this.#setFallback(client, user.uid, context);
  }

  /** Says what the viewer may get instead, `none` included. Not waited for: pictures come meanwhile. */
  async #setFallback(client: IAgoraRTCClient, uid: AgoraUid, { note }: ChannelContext): Promise<void> {
    try {
      await client.setStreamFallbackOption(uid, FALLBACK_TYPES[this.#task.fallback]);
    } catch (error) {
      note('transport', { what: 'fallback-not-set', reason: String(error) });
    }
  }

  /** Hands over a track, and each that replaces it; the SDK reports one again when it returns to it. */
  #follow(track: IRemoteTrack): void {
    const deliver = (media: MediaStreamTrack) => {
      if (!this.#delivered.has(media)) this.#listener.onTrack(media);
      this.#delivered.add(media);
    };
    deliver(track.getMediaStreamTrack());
    track.on('track-updated', deliver);
  }
}
