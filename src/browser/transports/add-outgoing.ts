import { audioCodecs } from './audio-codecs.ts';
import { codecsFor } from './codecs-for.ts';
import { encodingsOf } from './encodings-of.ts';
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
    sendEncodings: encodingsOf(encoding.video),
  });
  transceiver.setCodecPreferences(codecsFor(encoding.video.codec));
  const sound = connection.addTransceiver(audio, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: encoding.audio.bitrateBps }],
  });
  sound.setCodecPreferences(audioCodecs(encoding.audio.red));
  // Keeps the broadcast’s size unless told otherwise; what cannot be encoded in time is skipped, which shows.
  const parameters = transceiver.sender.getParameters();
  await transceiver.sender.setParameters({
    ...parameters,
    degradationPreference: encoding.video.degradation ?? 'maintain-resolution',
  } as RTCRtpSendParameters);
  return transceiver.sender;
}
