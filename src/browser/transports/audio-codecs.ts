/**
 * Returns Opus, preceded by RED where that is asked for: the first packet type is the one that is sent. Throws when this browser
 * cannot send RED.
 */
export function audioCodecs(red: boolean | undefined): RTCRtpCodec[] {
  const offered = RTCRtpSender.getCapabilities('audio')?.codecs ?? [];
  const named = (name: string) => offered.filter(({ mimeType }) => mimeType.toLowerCase() === `audio/${name}`);
  if (red !== true) return named('opus');
  if (named('red').length === 0) throw new Error('this browser does not send sound redundantly (RED)');
  return [...named('red'), ...named('opus')];
}
