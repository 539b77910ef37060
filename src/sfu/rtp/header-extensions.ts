/** URIs of the RTP header extensions that the origin reads, writes or forwards. */
export const EXTENSION_URI = {
  mid: 'urn:ietf:params:rtp-hdrext:sdes:mid',
  rid: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  repairedRid: 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  transportCc: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  absSendTime: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  dependencyDescriptor: 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  videoOrientation: 'urn:3gpp:video-orientation',
  videoContentType: 'http://www.webrtc.org/experiments/rtp-hdrext/video-content-type',
  playoutDelay: 'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  audioLevel: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
} as const;

export type ExtensionName = keyof typeof EXTENSION_URI;

/**
 * Extensions forwarded unchanged from publisher to viewers; mid, transport-cc and abs-send-time belong to one hop and
 * are rewritten.
 */
export const FORWARDED_EXTENSIONS: readonly ExtensionName[] = [
  'dependencyDescriptor',
  'videoOrientation',
  'videoContentType',
  'playoutDelay',
  'audioLevel',
];

/** Extension ids negotiated for one session. */
export type ExtensionIds = Readonly<Partial<Record<ExtensionName, number>>>;

/** Encodes abs-send-time into `value`: 24 bits of 6.18 fixed-point seconds, which wraps every 64 s. */
export function encodeAbsSendTime(nowMs: number, value = Buffer.alloc(3)): Buffer {
  value.writeUIntBE(Math.floor(((nowMs / 1000) % 64) * 2 ** 18) & 0xffffff, 0, 3);
  return value;
}

/** Encodes a number of 16 bits into `bytes`. */
export function encodeUint16(value: number, bytes = Buffer.alloc(2)): Buffer {
  bytes.writeUInt16BE(value & 0xffff, 0);
  return bytes;
}
