import type { VideoCodec } from '../../model/scenario/scenario.ts';
import { readFormatParameter } from './format-parameter.ts';
import { canDecodeH264, type H264Profile, readH264Profile } from './h264-profile.ts';

/** Codec by its RTP payload format. */
export type CodecFamily = VideoCodec | 'opus' | 'red';

/** H264 by profile: plain `h264` is constrained baseline, which every WebRTC receiver decodes (RFC 7742). */
type H264 = 'h264' | `h264-${Exclude<H264Profile, 'constrained-baseline'>}`;
/** Suffix of H264 whose packets are single NAL units: packetization mode 0 (RFC 6184 section 6.2). */
const MODE_0 = '/0';

/** Codec with, for H264, its profile and packetization mode, which is 1 unless it says otherwise. */
export type CodecId = CodecFamily | H264 | `${H264}${typeof MODE_0}`;

/** Payload type of an offer, as far as codec selection needs it. */
export interface CodecOffer {
  readonly name: string;
  readonly clockRate: number;
  /** Channels in rtpmap, where 1 may be left out (RFC 8866 section 6.6). */
  readonly channels: number;
  /** Format parameters such as "packetization-mode=1;profile-level-id=42e01f", or empty. */
  readonly fmtp: string;
}

interface CodecRule {
  readonly kind: 'audio' | 'video';
  /** Encoding name in rtpmap, lower case. */
  readonly name: string;
  readonly clockRate: number;
  /** Opus has two in every rtpmap, however many it carries (RFC 7587 section 7). */
  readonly channels: 1 | 2;
  readonly label: string;
  identify(fmtp: string): CodecId | undefined;
}

const PICTURE = { kind: 'video', clockRate: 90_000, channels: 1 } as const;
const SOUND = { kind: 'audio', clockRate: 48_000, channels: 2 } as const;

/** Codecs that the origin forwards: it must recognize their keyframes. */
const RULES: Readonly<Record<CodecFamily, CodecRule>> = {
  vp8: { ...PICTURE, name: 'vp8', label: 'VP8', identify: () => 'vp8' },
  h264: {
    ...{ ...PICTURE, name: 'h264', label: 'H264 (packetization-mode 0 or 1)' },
    identify(fmtp) {
      const profile = readH264Profile(readFormatParameter(fmtp, 'profile-level-id'));
      const mode = readFormatParameter(fmtp, 'packetization-mode') ?? '0';
      if (profile === undefined || (mode !== '0' && mode !== '1')) return undefined;
      const id: H264 = profile === 'constrained-baseline' ? 'h264' : `h264-${profile}`;
      return mode === '1' ? id : `${id}${MODE_0}`;
    },
  },
  vp9: {
    ...{ ...PICTURE, name: 'vp9', label: 'VP9 (profile 0)' },
    identify: (fmtp) => ((readFormatParameter(fmtp, 'profile-id') ?? '0') === '0' ? 'vp9' : undefined),
  },
  av1: {
    ...{ ...PICTURE, name: 'av1', label: 'AV1 (profile 0)' },
    identify: (fmtp) => ((readFormatParameter(fmtp, 'profile') ?? '0') === '0' ? 'av1' : undefined),
  },
  opus: { ...SOUND, name: 'opus', label: 'Opus', identify: () => 'opus' },
  // "111/111": all blocks are Opus. Payload type 111 itself is defined elsewhere in the offer (offered-codecs.ts).
  red: {
    ...{ ...SOUND, name: 'red', label: 'redundant Opus (RED, RFC 2198)' },
    identify: (fmtp) => (/^(\d+)(\/\1)+$/.test(fmtp) ? 'red' : undefined),
  },
};

/** Returns the supported codec that an offered payload type stands for, if any. */
export function identifyCodec(kind: 'audio' | 'video', offer: CodecOffer): CodecId | undefined {
  const rule = Object.values(RULES).find((one) => one.kind === kind && one.name === offer.name.toLowerCase());
  return rule?.clockRate === offer.clockRate && rule.channels === offer.channels
    ? rule.identify(offer.fmtp)
    : undefined;
}

export function familyOf(codec: CodecId): CodecFamily {
  return codec.startsWith('h264') ? 'h264' : (codec as CodecFamily);
}

/** Returns whether a receiver that was answered `receiver` can decode `stream` as it is. */
export function canReceive(receiver: CodecId, stream: CodecId): boolean {
  if (receiver === stream) return true;
  // Mode 1 has single NAL units as well; mode 0 has nothing else.
  if (isMode0(receiver) && !isMode0(stream)) return false;
  const [decoder, profile] = [profileOf(receiver), profileOf(stream)];
  return decoder !== undefined && profile !== undefined && canDecodeH264(decoder, profile);
}

export function codecLabel(id: CodecId): string {
  const profile = profileOf(id);
  return profile === undefined
    ? RULES[familyOf(id)].label
    : `H264 (${profile}, packetization-mode=${isMode0(id) ? 0 : 1})`;
}

/** Lists the supported codecs for messages: "VP8, H264 (...), ...". */
export function listSupportedCodecs(kind: 'audio' | 'video'): string {
  return Object.values(RULES)
    .filter((rule) => rule.kind === kind)
    .map((rule) => rule.label)
    .join(', ');
}

export function isMode0(codec: CodecId): boolean {
  return codec.endsWith(MODE_0);
}

function profileOf(codec: CodecId): H264Profile | undefined {
  if (familyOf(codec) !== 'h264') return undefined;
  const [id = ''] = codec.split(MODE_0);
  return id === 'h264' ? 'constrained-baseline' : (id.slice('h264-'.length) as H264Profile);
}
