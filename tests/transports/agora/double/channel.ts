import type { MediaKind } from '../../../../src/sfu/rtp/source-packet.ts';
import type { CodecId } from '../../../../src/sfu/sdp/codecs.ts';
import type { Client } from './client.ts';
import type { StreamType } from './ortc.ts';
import { CNAME } from './peer.ts';
import type { PublishedStream } from './published-stream.ts';

/** Members of a channel, and the routing of their media. */
export class Channel {
  readonly clients = new Map<number, Client>();

  others(client: Client): Client[] {
    return [...this.clients.values()].filter((other) => other !== client);
  }

  /** Returns the user of that number or text. */
  named(name: unknown): Client | undefined {
    return [...this.clients.values()].find((client) => String(client.name) === String(name));
  }

  /** Returns what a client gets without waiting for word of it, under the names that pre_subscribe and join_v3 use. */
  presubscribe(client: Client, host: Client, kind: MediaKind) {
    const subscription = this.#subscriptionOf(client, host, kind);
    if (subscription === undefined) return undefined;
    subscription.active = true;
    const { ssrc: ssrcId, rtxSsrc: rtxSsrcId } = subscription.track;
    return { ssrcId, rtxSsrcId, cname: CNAME, uint_id: host.uid };
  }

  /** Returns the streams of hosts that a client asked to be sent at once. */
  presubscribeAll(client: Client, most: number) {
    const hosts = this.others(client).filter(({ peer }) => (peer?.published.size ?? 0) > 0);
    return hosts.slice(0, most).flatMap((host) => {
      const [video, audio] = [this.presubscribe(client, host, 'video'), this.presubscribe(client, host, 'audio')];
      return video && audio ? [{ v: video.ssrcId, v_rtx: video.rtxSsrcId, a: audio.ssrcId }] : [];
    });
  }

  streamOf(owner: number, type: StreamType): PublishedStream | undefined {
    return this.clients.get(owner)?.peer?.published.get(type);
  }

  /** Announces a host and its streams to another client; repeating it is harmless. */
  announce(host: Client, to: Client): void {
    to.push('on_user_online', { uid: host.name, uint_id: host.uid });
    for (const [kind, message] of [
      ['video', 'on_add_video_stream'],
      ['audio', 'on_add_audio_stream'],
    ] as const) {
      const track = this.#subscriptionOf(to, host, kind)?.track;
      if (track === undefined) continue;
      const { ssrc: ssrcId, rtxSsrc: rtxSsrcId } = track;
      to.push(message, { uid: host.name, uint_id: host.uid, [kind]: true, ssrcId, rtxSsrcId, cname: CNAME });
    }
  }

  /** Returns the existing streams under their former names, for rejoin_v3. */
  peersFor(client: Client) {
    return this.others(client)
      .filter(({ peer }) => peer !== undefined && peer.published.size > 0)
      .map((host) => {
        const video = this.#subscriptionOf(client, host, 'video');
        const audio = this.#subscriptionOf(client, host, 'audio');
        return {
          ...{ uid: host.name, uint_id: host.uid },
          ...{ video: video !== undefined, video_ssrc: video?.track.ssrc, video_mute: false, video_enable_local: true },
          ...{ audio: audio !== undefined, audio_ssrc: audio?.track.ssrc, audio_mute: false, audio_enable_local: true },
        };
      });
  }

  /** Runs what is due; call every 20 ms. */
  tick(nowMs: number): void {
    for (const { uid, peer } of this.clients.values()) {
      peer?.sendNacks(nowMs);
      for (const stream of peer?.published.values() ?? [])
        if (stream.kind === 'video' && stream.keyframes.takeDue(nowMs, this.#someoneWaits(uid, stream.type)))
          peer?.requestKeyframe(stream.type);
    }
  }

  #someoneWaits(owner: number, type: StreamType): boolean {
    return [...this.clients.values()].some(
      ({ peer }) =>
        peer?.open === true &&
        peer.subscriptions.some((one) => one.owner === owner && one.wanted === type && one.waitsForKeyframe),
    );
  }

  #subscriptionOf(client: Client, host: Client, kind: MediaKind) {
    const stream = host.peer?.published.get(kind === 'audio' ? 'audio' : 'high');
    // A host states the codec of its video when it joins.
    const codec: CodecId = kind === 'audio' ? 'opus' : host.codec;
    return stream === undefined ? undefined : client.peer?.subscriptionTo(host.uid, kind, codec);
  }
}
