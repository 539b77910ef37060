import type { VideoCodec } from '../../model/scenario.ts';

export type CodecId = VideoCodec | 'opus' | 'red';

/** A payload type of an offer, as far as choosing among codecs needs it. */
export interface CodecOffer {
  readonly name: string;
  /** "packetization-mode=1;profile-level-id=42e01f", or empty. */
  readonly fmtp: string;
}

interface CodecRule {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  accepts(offer: CodecOffer): boolean;
}

/** What the origin forwards: it must find keyframes in it, and Chromium must encode and decode it. */
const RULES = {
  vp8: { kind: 'video', label: 'VP8', accepts: ({ name }) => name.toUpperCase() === 'VP8' },
  h264: {
    kind: 'video',
    label: 'H264 (constrained baseline 42e0xx, packetization-mode=1)',
    // Constrained baseline is the profile that every WebRTC receiver decodes (RFC 7742 section 6.2).
    accepts: ({ name, fmtp }) =>
      name.toUpperCase() === 'H264' &&
      parameter(fmtp, 'packetization-mode') === '1' &&
      (parameter(fmtp, 'profile-level-id') ?? '').toLowerCase().startsWith('42e0'),
  },
  vp9: {
    kind: 'video',
    label: 'VP9 (profile 0)',
    accepts: ({ name, fmtp }) => name.toUpperCase() === 'VP9' && (parameter(fmtp, 'profile-id') ?? '0') === '0',
  },
  av1: {
    kind: 'video',
    label: 'AV1 (profile 0)',
    accepts: ({ name, fmtp }) => name.toUpperCase() === 'AV1' && (parameter(fmtp, 'profile') ?? '0') === '0',
  },
  opus: { kind: 'audio', label: 'Opus', accepts: ({ name }) => name.toLowerCase() === 'opus' },
  // "111/111": every block of Opus. What 111 is stands elsewhere in the offer (sdp-offer.ts).
  red: {
    kind: 'audio',
    label: 'redundant Opus (RED, RFC 2198)',
    accepts: ({ name, fmtp }) => name.toLowerCase() === 'red' && /^(\d+)(\/\1)+$/.test(fmtp),
  },
} as const satisfies Record<CodecId, CodecRule>;

/** Which codec of ours an offered payload type is, if any. */
export function identifyCodec(kind: 'audio' | 'video', offer: CodecOffer): CodecId | undefined {
  for (const [id, rule] of Object.entries(RULES) as [CodecId, CodecRule][])
    if (rule.kind === kind && rule.accepts(offer)) return id;
  return undefined;
}

export function codecLabel(id: CodecId): string {
  return RULES[id].label;
}

/** "VP8, H264 (...), ...": for messages. */
export function supportedCodecs(kind: 'audio' | 'video'): string {
  return Object.values(RULES)
    .filter((rule) => rule.kind === kind)
    .map((rule) => rule.label)
    .join(', ');
}

function parameter(fmtp: string, name: string): string | undefined {
  for (const pair of fmtp.split(';')) {
    const [key = '', value] = pair.trim().split('=');
    if (key.toLowerCase() === name) return value;
  }
  return undefined;
}
