import type { IAgoraRTCClient, ILocalAudioTrack, ILocalVideoTrack, SDK_CODEC } from 'agora-rtc-sdk-ng';
import type { VideoSettings } from '../../../model/scenario/scenario.ts';
import { askForKeyframes } from '../ask-for-keyframes.ts';
import type { Outgoing, SessionListener } from '../page-transport.ts';
import type { AgoraStatistics } from './agora-figures.ts';
import { audioConfig, contentHintOf, DUAL_STREAM_MODES, lowStreamConfig, videoConfig } from './agora-options.ts';
import { AgoraRTC } from './agora-sdk.ts';
import type { AgoraSide, ChannelContext } from './agora-side.ts';
import type { AgoraTask } from './agora-task.ts';

/** Publishes the page's tracks as the host of a channel. */
export class AgoraHost implements AgoraSide {
  readonly role = 'host';
  readonly codec: SDK_CODEC;
  readonly #media: Outgoing;
  readonly #task: AgoraTask;
  readonly #listener: SessionListener;
  #hasDualStream = false;
  #tracks: [ILocalVideoTrack, ILocalAudioTrack] | undefined;
  #keyframes: ReturnType<typeof setInterval> | undefined;

  constructor(media: Outgoing, task: AgoraTask, listener: SessionListener) {
    this.codec = media.encoding.video.codec;
    this.#media = media;
    this.#task = task;
    this.#listener = listener;
  }

  async begin(client: IAgoraRTCClient, { connections }: ChannelContext): Promise<void> {
    this.#tracks ??= createTracks(this.#media, this.#task);
    await this.#setDualStream(client);
    await client.publish(this.#tracks);
    const [sender] = videoSenders(connections());
    if (sender !== undefined) await degradeAsAsked(sender, this.#media.encoding.video);
    this.#requestKeyframes(sender);
  }

  /** Asks for the low stream, once: the SDK remembers it when it rejoins, and rejects a second request. */
  async #setDualStream(client: IAgoraRTCClient): Promise<void> {
    const { dualStream } = this.#task;
    if (dualStream === undefined || this.#hasDualStream) return;
    const mode = dualStream.auto === true ? DUAL_STREAM_MODES.auto : DUAL_STREAM_MODES.always;
    await client.setDualStreamMode(mode as never, lowStreamConfig(dualStream));
    this.#hasDualStream = true;
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
function createTracks({ video, audio, encoding }: Outgoing, task: AgoraTask): [ILocalVideoTrack, ILocalAudioTrack] {
  const picture = ignoringConstraints(video.clone());
  picture.contentHint = contentHintOf(encoding.video, task);
  return [
    AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: picture, ...videoConfig(encoding.video, task) }),
    AgoraRTC.createCustomAudioTrack({
      mediaStreamTrack: audio.clone(),
      encoderConfig: audioConfig(encoding.audio, task),
    }),
  ];
}

/**
 * Makes a track accept any constraints: the generator produces exactly what is asked and knows none, and the SDK would fail on
 * setting some.
 */
function ignoringConstraints(track: MediaStreamTrack): MediaStreamTrack {
  track.applyConstraints = async () => {};
  return track;
}

/** Gives up what the broadcast says when bandwidth is short; unless it says so, that is the SDK's affair. */
async function degradeAsAsked(sender: RTCRtpSender, { degradation }: VideoSettings): Promise<void> {
  if (degradation === undefined) return;
  await sender.setParameters({ ...sender.getParameters(), degradationPreference: degradation } as RTCRtpSendParameters);
}

/** Returns the senders of video, the high stream's first. */
function videoSenders(connections: readonly RTCPeerConnection[]): RTCRtpSender[] {
  return connections.flatMap((connection) => connection.getSenders().filter(({ track }) => track?.kind === 'video'));
}
