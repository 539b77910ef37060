import { audioCodecs } from './audio-codecs.ts';
import { codecsFor } from './codecs-for.ts';
import { encodingsOf } from './encodings-of.ts';
import type { Outgoing } from './page-transport.ts';

/** Sets a connection up to send the tracks with the encoder settings asked for. Gives the picture's sender. */
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
  // Unless told otherwise a broadcast keeps its size; what cannot be encoded in time is skipped, and shows.
  const parameters = transceiver.sender.getParameters();
  await transceiver.sender.setParameters({
    ...parameters,
    degradationPreference: encoding.video.degradation ?? 'maintain-resolution',
  } as RTCRtpSendParameters);
  return transceiver.sender;
}
