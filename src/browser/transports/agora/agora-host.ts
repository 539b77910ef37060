import type { IAgoraRTCClient, ILocalAudioTrack, ILocalVideoTrack, SDK_CODEC } from 'agora-rtc-sdk-ng';
import type { VideoSettings } from '../../../model/scenario/scenario.ts';
import { askForKeyframes } from '../ask-for-keyframes.ts';
import type { Outgoing, SessionListener } from '../page-transport.ts';
import type { AgoraStatistics } from './agora-figures.ts';
import { AgoraRTC } from './agora-sdk.ts';
import type { AgoraContext, AgoraSide } from './agora-session.ts';
import type { AgoraTask } from './agora-task.ts';

/** Publishes the page's tracks as the host of a channel. */
export class AgoraHost implements AgoraSide {
  readonly role = 'host';
  readonly codec: SDK_CODEC;
  readonly #media: Outgoing;
  readonly #dualStream: AgoraTask['dualStream'];
  readonly #listener: SessionListener;
  #tracks: [ILocalVideoTrack, ILocalAudioTrack] | undefined;
  #keyframes: ReturnType<typeof setInterval> | undefined;

  constructor(media: Outgoing, { dualStream }: AgoraTask, listener: SessionListener) {
    this.codec = media.encoding.video.codec;
    this.#media = media;
    this.#dualStream = dualStream;
    this.#listener = listener;
  }

  async begin(client: IAgoraRTCClient, _signal: AbortSignal, { connections }: AgoraContext): Promise<void> {
    this.#tracks ??= createTracks(this.#media);
    if (this.#dualStream !== undefined) {
      const { width, height, fps, bitrateBps } = this.#dualStream;
      client.setLowStreamParameter({ width, height, framerate: fps, bitrate: kilobits(bitrateBps) });
      await client.enableDualStream();
    }
    await client.publish(this.#tracks);
    const [sender] = videoSenders(connections());
    if (sender !== undefined) await keepSize(sender, this.#media.encoding.video);
    this.#requestKeyframes(sender);
  }

  hostFound(): boolean {
    return true;
  }

  statistics(client: IAgoraRTCClient): AgoraStatistics {
    return { localVideo: client.getLocalVideoStats(), localAudio: client.getLocalAudioStats() };
  }

  end(): void {
    clearInterval(this.#keyframes);
    for (const track of this.#tracks ?? []) track.close();
  }

  #requestKeyframes(sender: RTCRtpSender | undefined): void {
    const { keyframeIntervalMs } = this.#media.encoding.video;
    clearInterval(this.#keyframes);
    if (keyframeIntervalMs === undefined || sender === undefined) return;
    const onError = (text: string) => this.#listener.note('page-error', { text });
    this.#keyframes = askForKeyframes(sender, keyframeIntervalMs, onError);
  }
}

/** Wraps clones for the SDK: it stops the tracks that it was given, and ours may be published again. */
function createTracks({ video, audio, encoding }: Outgoing): [ILocalVideoTrack, ILocalAudioTrack] {
  const { width, height, fps, bitrateBps, contentHint } = encoding.video;
  const { audio: sound } = encoding;
  return [
    AgoraRTC.createCustomVideoTrack({
      mediaStreamTrack: ignoringConstraints(video.clone()),
      ...{ width, height, frameRate: fps, bitrateMax: kilobits(bitrateBps) },
      ...(contentHint !== undefined && {
        optimizationMode: contentHint === 'motion' ? ('motion' as const) : ('detail' as const),
      }),
    }),
    AgoraRTC.createCustomAudioTrack({
      mediaStreamTrack: audio.clone(),
      encoderConfig: { bitrate: kilobits(sound.bitrateBps), ...(sound.channels === 2 && { stereo: true }) },
    }),
  ];
}

/** Converts bit/s to the SDK's kbit/s. */
function kilobits(bitrateBps: number): number {
  return Math.round(bitrateBps / 1000);
}

/**
 * Makes a track accept any constraints: the generator produces exactly what is asked and knows none, and the SDK would fail on
 * setting some.
 */
function ignoringConstraints(track: MediaStreamTrack): MediaStreamTrack {
  track.applyConstraints = async () => {};
  return track;
}

/** Keeps the broadcast's size unless told otherwise, as on every other transport. The SDK's own default lets it shrink. */
async function keepSize(sender: RTCRtpSender, { degradation = 'maintain-resolution' }: VideoSettings): Promise<void> {
  await sender.setParameters({ ...sender.getParameters(), degradationPreference: degradation } as RTCRtpSendParameters);
}

/** Returns the senders of video, the high stream's first. */
function videoSenders(connections: readonly RTCPeerConnection[]): RTCRtpSender[] {
  return connections.flatMap((connection) => connection.getSenders().filter(({ track }) => track?.kind === 'video'));
}
