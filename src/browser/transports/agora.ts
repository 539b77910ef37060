import type { IAgoraRTCRemoteUser, ILocalAudioTrack, ILocalVideoTrack } from 'agora-rtc-sdk-ng';
import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { AgoraRTC } from './agora/agora-sdk.ts';
import { type AgoraSide, beginSession } from './agora/agora-session.ts';
import type { AgoraTask } from './agora/agora-task.ts';
import { askForKeyframes } from './ask-for-keyframes.ts';
import type { Outgoing, PageTransport, SessionListener } from './page-transport.ts';

/** The SDK's numbers for what a viewer may get instead of the high stream. */
const FALLBACKS = { none: 0, 'low-stream': 1, 'audio-only': 2 } as const;

/** Agora's own SDK, unmodified: a host with custom tracks, viewers as the audience of a live channel. */
export const transport: PageTransport<AgoraTask> = {
  publish: (media, task, listener) => beginSession(task, hostSide(media, task, listener), listener),
  watch: (task, listener) => beginSession(task, audienceSide(task, listener), listener),
};

function hostSide(media: Outgoing, { dualStream }: AgoraTask, listener: SessionListener): AgoraSide {
  const { video, audio } = media.encoding;
  let tracks: [ILocalVideoTrack, ILocalAudioTrack] | undefined;
  let keyframes: ReturnType<typeof setInterval> | undefined;
  return {
    role: 'host',
    codec: video.codec,
    async begin(client, _signal, connections) {
      // Clones: the SDK stops the tracks that it was given, and ours may be published again.
      tracks ??= [
        AgoraRTC.createCustomVideoTrack({
          mediaStreamTrack: ignoringConstraints(media.video.clone()),
          ...{ width: video.width, height: video.height, frameRate: video.fps },
          bitrateMax: Math.round(video.bitrateBps / 1000),
          ...(video.contentHint !== undefined && {
            optimizationMode: video.contentHint === 'motion' ? ('motion' as const) : ('detail' as const),
          }),
        }),
        AgoraRTC.createCustomAudioTrack({
          mediaStreamTrack: media.audio.clone(),
          encoderConfig: { bitrate: Math.round(audio.bitrateBps / 1000) },
        }),
      ];
      if (dualStream !== undefined) {
        const { width, height, fps, bitrateBps } = dualStream;
        client.setLowStreamParameter({ width, height, framerate: fps, bitrate: Math.round(bitrateBps / 1000) });
        await client.enableDualStream();
      }
      await client.publish(tracks);
      const [sender] = videoSenders(connections());
      if (sender !== undefined) await keepSize(sender, video);
      clearInterval(keyframes);
      if (video.keyframeIntervalMs !== undefined && sender !== undefined)
        keyframes = askForKeyframes(sender, video.keyframeIntervalMs, (text) => listener.note('page-error', { text }));
    },
    hostFound: () => true,
    statistics: (client) => ({ localVideo: client.getLocalVideoStats(), localAudio: client.getLocalAudioStats() }),
    end() {
      clearInterval(keyframes);
      for (const track of tracks ?? []) track.close();
    },
  };
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

function audienceSide({ host, fallback }: AgoraTask, listener: SessionListener): AgoraSide {
  let watched: IAgoraRTCRemoteUser['uid'] | undefined;
  const delivered = new WeakSet<MediaStreamTrack>();
  // Reported twice when the SDK returns to the same track: read it once.
  const deliver = (track: MediaStreamTrack) => {
    if (!delivered.has(track)) listener.onTrack(track);
    delivered.add(track);
  };
  return {
    role: 'audience',
    // Irrelevant for an audience: it only says what would be published. What is watched is whatever its host encodes.
    codec: 'vp8',
    begin(client, signal) {
      // After joining anew the host is looked for anew.
      watched = undefined;
      return new Promise((resolve, reject) => {
        const subscribe = async (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio') => {
          const track = await (kind === 'video' ? client.subscribe(user, kind) : client.subscribe(user, kind));
          deliver(track.getMediaStreamTrack());
          track.on('track-updated', deliver);
          if (kind === 'audio') return;
          if (fallback !== 'none') await client.setStreamFallbackOption(user.uid, FALLBACKS[fallback]);
          resolve();
        };
        const onPublished = (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio' | 'datachannel') => {
          if (kind === 'datachannel' || user.uid !== (host ?? watched ?? user.uid)) return;
          // Without a named host, it is whoever has a picture first; its sound may have come before that.
          const isFound = watched === undefined && kind === 'video';
          if (isFound) watched = user.uid;
          if (watched !== user.uid) return;
          subscribe(user, kind).catch(reject);
          if (isFound && user.hasAudio) subscribe(user, 'audio').catch(reject);
        };
        client.removeAllListeners('user-published');
        client.on('user-published', onPublished);
        for (const user of client.remoteUsers) if (user.hasVideo) onPublished(user, 'video');
        signal.addEventListener('abort', () => reject(new Error('no success in time')), { once: true });
      });
    },
    hostFound: () => watched !== undefined,
    statistics(client) {
      const remoteVideo = watched === undefined ? undefined : client.getRemoteVideoStats()[watched];
      const remoteAudio = watched === undefined ? undefined : client.getRemoteAudioStats()[watched];
      return { ...(remoteVideo && { remoteVideo }), ...(remoteAudio && { remoteAudio }) };
    },
    end() {},
  };
}
