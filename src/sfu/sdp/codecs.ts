import type { VideoCodec } from '../../model/scenario/scenario.ts';
import { formatParameter } from './format-parameter.ts';
import { decodesH264, type H264Profile, h264Profile } from './h264-profile.ts';

/** How a payload is built. */
export type CodecFamily = VideoCodec | 'opus' | 'red';

/** A family, and of H264 the profile: `h264` by itself is constrained baseline, which every WebRTC receiver decodes (RFC 7742). */
export type CodecId = CodecFamily | `h264-${Exclude<H264Profile, 'constrained-baseline'>}`;

/** A payload type of an offer, as far as choosing among codecs needs it. */
export interface CodecOffer {
  readonly name: string;
  readonly clockRate: number;
  /** "packetization-mode=1;profile-level-id=42e01f", or empty. */
  readonly fmtp: string;
}

interface CodecRule {
  readonly kind: 'audio' | 'video';
  /** Encoding name in rtpmap, in lower case. */
  readonly name: string;
  readonly clockRate: number;
  readonly label: string;
  identify(fmtp: string): CodecId | undefined;
}

/** What the origin forwards: it must find keyframes in it. */
const RULES: Readonly<Record<CodecFamily, CodecRule>> = {
  vp8: { kind: 'video', name: 'vp8', clockRate: 90_000, label: 'VP8', identify: () => 'vp8' },
  h264: {
    ...{ kind: 'video', name: 'h264', clockRate: 90_000, label: 'H264 (packetization-mode=1)' },
    identify(fmtp) {
      if (formatParameter(fmtp, 'packetization-mode') !== '1') return undefined;
      const profile = h264Profile(formatParameter(fmtp, 'profile-level-id'));
      return profile && idOf(profile);
    },
  },
  vp9: {
    ...{ kind: 'video', name: 'vp9', clockRate: 90_000, label: 'VP9 (profile 0)' },
    identify: (fmtp) => ((formatParameter(fmtp, 'profile-id') ?? '0') === '0' ? 'vp9' : undefined),
  },
  av1: {
    ...{ kind: 'video', name: 'av1', clockRate: 90_000, label: 'AV1 (profile 0)' },
    identify: (fmtp) => ((formatParameter(fmtp, 'profile') ?? '0') === '0' ? 'av1' : undefined),
  },
  opus: { kind: 'audio', name: 'opus', clockRate: 48_000, label: 'Opus', identify: () => 'opus' },
  // "111/111": every block of Opus. What 111 is stands elsewhere in the offer (offered-codecs.ts).
  red: {
    ...{ kind: 'audio', name: 'red', clockRate: 48_000, label: 'redundant Opus (RED, RFC 2198)' },
    identify: (fmtp) => (/^(\d+)(\/\1)+$/.test(fmtp) ? 'red' : undefined),
  },
};

/** Which codec of ours an offered payload type is, if any. */
export function identifyCodec(kind: 'audio' | 'video', offer: CodecOffer): CodecId | undefined {
  const rule = Object.values(RULES).find((one) => one.kind === kind && one.name === offer.name.toLowerCase());
  return rule?.clockRate === offer.clockRate ? rule.identify(offer.fmtp) : undefined;
}

export function familyOf(codec: CodecId): CodecFamily {
  return codec.startsWith('h264') ? 'h264' : (codec as CodecFamily);
}

/** Whether who was answered `receiver` can be sent a stream of `stream`, as it is. */
export function canReceive(receiver: CodecId, stream: CodecId): boolean {
  if (receiver === stream) return true;
  const [decoder, profile] = [profileOf(receiver), profileOf(stream)];
  return decoder !== undefined && profile !== undefined && decodesH264(decoder, profile);
}

export function codecLabel(id: CodecId): string {
  const profile = profileOf(id);
  return profile === undefined ? RULES[familyOf(id)].label : `H264 (${profile}, packetization-mode=1)`;
}

/** "VP8, H264 (...), ...": for messages. */
export function supportedCodecs(kind: 'audio' | 'video'): string {
  return Object.values(RULES)
    .filter((rule) => rule.kind === kind)
    .map((rule) => rule.label)
    .join(', ');
}

function idOf(profile: H264Profile): CodecId {
  return profile === 'constrained-baseline' ? 'h264' : `h264-${profile}`;
}

function profileOf(codec: CodecId): H264Profile | undefined {
  if (familyOf(codec) !== 'h264') return undefined;
  return codec === 'h264' ? 'constrained-baseline' : (codec.slice('h264-'.length) as H264Profile);
}
