import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { sentStreams } from '../../model/scenario/sent-streams.ts';
import type { Outgoing } from './page-transport.ts';

/** Adds the tracks to a connection, with the encoder settings asked for. Returns the sender of the video. */
export async function addOutgoing(
  connection: RTCPeerConnection,
  { video, audio, encoding }: Outgoing,
): Promise<RTCRtpSender> {
  const stream = new MediaStream([video, audio]);
  const transceiver = connection.addTransceiver(video, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: videoEncodings(encoding.video),
  });
  transceiver.setCodecPreferences(videoCodecs(encoding.video.codec));
  const sound = connection.addTransceiver(audio, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: encoding.audio.bitrateBps }],
  });
  sound.setCodecPreferences(audioCodecs(encoding.audio.red));
  // Keeps the broadcast's size unless another preference is set; what cannot be encoded in time is skipped, which shows.
  const parameters = transceiver.sender.getParameters();
  await transceiver.sender.setParameters({
    ...parameters,
    degradationPreference: encoding.video.degradation ?? 'maintain-resolution',
  } as RTCRtpSendParameters);
  return transceiver.sender;
}

/**
 * Returns the encodings asked of the sender. A browser that does not encode the scalability mode refuses them when they are set.
 */
function videoEncodings(video: VideoSettings): RTCRtpEncodingParameters[] {
  const { codec, fps, simulcast = [] } = video;
  // Without a mode, Chromium takes several encodings of these codecs for spatial layers of one stream, not for streams.
  const isAmbiguous = simulcast.length > 0 && (codec === 'vp9' || codec === 'av1');
  const scalabilityMode = video.scalabilityMode ?? (isAmbiguous ? 'L1T1' : undefined);
  const scale = scaleDownFactor(video);
  return sentStreams(video).map(({ rid, scaleDownBy, bitrateBps }) => ({
    maxBitrate: bitrateBps,
    maxFramerate: fps,
    ...(scalabilityMode !== undefined && { scalabilityMode }),
    ...(simulcast.length > 0 && { rid }),
    ...((simulcast.length > 0 || scale !== 1) && { scaleResolutionDownBy: scale * scaleDownBy }),
  }));
}

/** Returns the divisor of the picture's width and height where it is to be sent smaller than it is made; else 1. */
function scaleDownFactor({ width, sourceSize }: VideoSettings): number {
  if (sourceSize === undefined || sourceSize.width === width) return 1;
  // The browser cuts off fractions of a pixel: a quarter more keeps rounding from taking a whole one.
  return sourceSize.width / (width + 0.25);
}

/**
 * Returns exactly the codec asked for, with its retransmission; H.264 as constrained baseline, which every player decodes. Throws
 * when this browser does not encode it.
 */
function videoCodecs(codec: string): RTCRtpCodec[] {
  const offered = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const matching = offered.filter(({ mimeType, sdpFmtpLine = '' }) => {
    if (mimeType.toLowerCase() !== `video/${codec}`) return false;
    if (codec === 'h264') return /packetization-mode=1/.test(sdpFmtpLine) && /profile-level-id=42e0/i.test(sdpFmtpLine);
    // VP9 and AV1: only the profile of 8-bit 4:2:0.
    return !/\bprofile(-id)?=[123]/.test(sdpFmtpLine);
  });
  if (matching.length === 0) throw new Error(`this browser does not encode ${codec}`);
  return [...matching, ...offered.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/rtx')];
}

/**
 * Returns Opus, preceded by RED where that is asked for: the first packet type is the one that is sent. Throws when this browser
 * cannot send RED.
 */
function audioCodecs(red: boolean | undefined): RTCRtpCodec[] {
  const offered = RTCRtpSender.getCapabilities('audio')?.codecs ?? [];
  const named = (name: string) => offered.filter(({ mimeType }) => mimeType.toLowerCase() === `audio/${name}`);
  if (red !== true) return named('opus');
  if (named('red').length === 0) throw new Error('this browser does not send sound redundantly (RED)');
  return [...named('red'), ...named('opus')];
}
