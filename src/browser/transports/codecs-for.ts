/**
 * Returns exactly the codec asked for, with its retransmission; H.264 as constrained baseline, which every player decodes. Throws
 * when this browser does not encode it.
 */
export function codecsFor(codec: string): RTCRtpCodec[] {
  const offered = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const wanted = offered.filter(({ mimeType, sdpFmtpLine = '' }) => {
    if (mimeType.toLowerCase() !== `video/${codec}`) return false;
    if (codec === 'h264') return /packetization-mode=1/.test(sdpFmtpLine) && /profile-level-id=42e0/i.test(sdpFmtpLine);
    // VP9 and AV1: only the profile of 8-bit 4:2:0.
    return !/\bprofile(-id)?=[123]/.test(sdpFmtpLine);
  });
  if (wanted.length === 0) throw new Error(`this browser does not encode ${codec}`);
  return [...wanted, ...offered.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/rtx')];
}
