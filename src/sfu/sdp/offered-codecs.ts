import { type CodecId, type CodecOffer, identifyCodec } from './codecs.ts';
import { readFormatParameter } from './format-parameter.ts';
import { SdpError } from './sdp-error.ts';
import { CHANNELS, CLOCK_RATE, PAYLOAD_TYPE, readNumber } from './sdp-number.ts';
import { excerpt, type SdpSection, type SdpValue } from './sdp-section.ts';

export interface OfferedCodec {
  readonly payloadType: number;
  readonly name: string;
  readonly clockRate: number;
  readonly fmtp: string;
  /** Supported codec that it stands for, if any. */
  readonly codec: CodecId | undefined;
  /** Payload type of its retransmissions (RFC 4588). */
  readonly rtxPayloadType: number | undefined;
  readonly feedback: readonly string[];
  /** Codec inside RED. */
  readonly carries?: OfferedCodec;
}

type RtpMap = Pick<CodecOffer, 'name' | 'clockRate' | 'channels'>;

/**
 * Payload types that look like RTCP on a shared port (RFC 5761 section 4): packets with them would not be taken for
 * media.
 */
const LIKE_RTCP = { min: 64, max: 95 };
const ANY = '*';

/** Reads the payload types of an m= line that have an a=rtpmap, in the offer's order. Throws SdpError. */
export function readCodecs(
  kind: 'audio' | 'video',
  payloadTypes: readonly number[],
  section: SdpSection,
): OfferedCodec[] {
  const names = new Map(section.values('rtpmap').map(readRtpMap));
  // Several lines for one type add to each other, as in libwebrtc.
  const fmtp = new Map<number, string>();
  for (const [type, text] of section.values('fmtp').map((value) => splitByType(value)))
    fmtp.set(type, [fmtp.get(type) ?? '', text].filter(Boolean).join(';'));
  // Literals of the grammar, such as "nack pli", are in either case (RFC 5234), and blanks between words are blanks.
  const feedback = section.values('rtcp-fb').map((value) => {
    const [type, what] = splitByType(value, ANY);
    return [type, what.replace(/\s+/g, ' ').toLowerCase()] as const;
  });
  const rtx = new Map<number, number>();
  for (const payloadType of payloadTypes) {
    const { name, clockRate } = names.get(payloadType) ?? {};
    const written = readFormatParameter(fmtp.get(payloadType) ?? '', 'apt') ?? '';
    const apt = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    // The clock rate is that of the payload type repeated (RFC 4588 section 8.1).
    const isRtx = name?.toLowerCase() === 'rtx' && clockRate === names.get(apt)?.clockRate;
    if (isRtx && !rtx.has(apt) && !isLikeRtcp(payloadType)) rtx.set(apt, payloadType);
  }
  const codecs = payloadTypes.flatMap((payloadType): OfferedCodec[] => {
    const map = names.get(payloadType);
    if (map === undefined) return []; // a static type without rtpmap: not supported
    const offer = { ...map, fmtp: fmtp.get(payloadType) ?? '' };
    return [
      {
        ...offer,
        payloadType,
        codec: isLikeRtcp(payloadType) ? undefined : identifyCodec(kind, offer),
        rtxPayloadType: rtx.get(payloadType),
        feedback: feedback.filter(([type]) => type === payloadType || type === ANY).map(([, what]) => what),
      },
    ];
  });
  return codecs.map((codec) => (codec.codec === 'red' ? withCarried(codec, codecs) : codec));
}

/** Links RED to the Opus it carries; without that it is not supported. */
function withCarried(red: OfferedCodec, codecs: readonly OfferedCodec[]): OfferedCodec {
  const carries = codecs.find(
    ({ codec, payloadType }) => codec === 'opus' && payloadType === Number.parseInt(red.fmtp, 10),
  );
  return carries === undefined ? { ...red, codec: undefined } : { ...red, carries };
}

function isLikeRtcp(payloadType: number): boolean {
  return payloadType >= LIKE_RTCP.min && payloadType <= LIKE_RTCP.max;
}

/** Parses "111 opus/48000/2". */
function readRtpMap(value: SdpValue): [number, RtpMap] {
  const [payloadType, text] = splitByType(value);
  const [name = '', clockRate, channels] = text.split('/');
  if (!/^[!-~]+$/.test(name)) throw new SdpError(`a=rtpmap without a codec: "${excerpt(value.text)}"`, value.line);
  return [
    payloadType,
    {
      name,
      clockRate: readNumber(clockRate, CLOCK_RATE, value.line),
      channels: readNumber(channels ?? '1', CHANNELS, value.line),
    },
  ];
}

function splitByType(value: SdpValue): [number, string];
function splitByType(value: SdpValue, any: typeof ANY): [number | typeof ANY, string];
function splitByType({ text, line }: SdpValue, any?: typeof ANY): [number | typeof ANY, string] {
  const [type = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(text)?.slice(1) ?? [];
  return [type === any ? ANY : readNumber(type, PAYLOAD_TYPE, line), rest];
}
