import { DIRECTIONS, type Direction } from './direction.ts';
import { type OfferedCodec, readCodecs } from './offered-codecs.ts';
import { type OfferedExtensions, readExtensions } from './offered-extensions.ts';
import { type OfferedSimulcast, readSimulcast } from './offered-simulcast.ts';
import { NotAcceptableError, SdpError } from './sdp-error.ts';
import { PAYLOAD_TYPE, PORT, readNumber, SSRC } from './sdp-number.ts';
import { excerpt, type SdpSection } from './sdp-section.ts';

export interface OfferedMedia extends OfferedExtensions, OfferedSimulcast {
  readonly kind: string;
  readonly mid: string;
  readonly protocol: string;
  readonly formats: readonly string[];
  /** Whether the section is not in use: port 0 outside a bundle (RFC 3264 section 5.1). */
  readonly disabled: boolean;
  readonly direction: Direction;
  readonly codecs: readonly OfferedCodec[];
  /** Whether RTCP may share the port of RTP, by any section (RFC 5761), and whether it can do nothing else (RFC 8858). */
  readonly rtcpMux: boolean;
  readonly rtcpMuxOnly: boolean;
  /** Whether feedback may come without a report before it (RFC 5506). */
  readonly reducedSizeRtcp: boolean;
  /** Whether receiver reference times are offered (RFC 3611). */
  readonly receiverRtt: boolean;
  /** SSRCs of the media and of its retransmissions, if the offer names them. */
  readonly ssrc: number | undefined;
  readonly rtxSsrc: number | undefined;
  /** Place in the bundle, media before data: the transport of the first is that of all (RFC 9143 section 7). */
  readonly place: number;
}

/** Protocols that JSEP accepts for media over DTLS, older names included (RFC 9429 section 5.1.2). */
const PROTOCOL = /^((UDP\/TLS|TCP\/DTLS)\/)?RTP\/S?AVPF?$/;
/** A token of SDP (RFC 8866 section 9). */
const TOKEN = /^[\w!#$%&'*+.^`{|}~-]+$/;
/** Longest mid that a header extension carries: its length is one byte (RFC 8285 section 4.3). */
const MAX_NAME_LENGTH = 255;

/** Reads one m= section. `bundle` holds the mids that share a transport. Throws SdpError. */
export function readMedia(
  session: SdpSection,
  section: SdpSection,
  bundle: ReadonlySet<string>,
): Omit<OfferedMedia, 'conflicting'> {
  const { kind, port, protocol, formats } = readMediaLine(section);
  const mid = readMid(section, kind);
  const isMedia = kind === 'audio' || kind === 'video';
  if (isMedia && !PROTOCOL.test(protocol))
    throw new SdpError(`media must use UDP/TLS/RTP/SAVPF, not "${excerpt(protocol)}"`, section.media?.line);
  const payloadTypes = isMedia ? readPayloadTypes(section, formats) : [];
  return {
    ...{ kind, mid, protocol, formats },
    place: [...bundle].indexOf(mid) + (isMedia ? 0 : bundle.size),
    // In a bundle, port 0 only means that another section has the address; not everyone adds a=bundle-only.
    disabled: port === 0 && !bundle.has(mid) && !section.has('bundle-only'),
    direction: readDirection(section) ?? readDirection(session) ?? 'sendrecv',
    codecs: isMedia ? readCodecs(kind, payloadTypes, section) : [],
    extensions: readExtensions(session, section),
    mixesExtensions: session.has('extmap-allow-mixed') || section.has('extmap-allow-mixed'),
    rtcpMux: [session, section].some((one) => one.has('rtcp-mux') || one.has('rtcp-mux-only')),
    rtcpMuxOnly: section.has('rtcp-mux-only'),
    reducedSizeRtcp: section.has('rtcp-rsize'),
    receiverRtt: section.value('rtcp-xr')?.text.includes('rcvr-rtt') ?? false,
    ...readSsrcs(section),
    ...readSimulcast(section, payloadTypes),
  };
}

function readMediaLine({ media }: SdpSection) {
  const { text = '', line = 0 } = media ?? {};
  const [kind = '', port, protocol = '', ...formats] = text.split(' ');
  if (!TOKEN.test(kind) || protocol === '' || formats.length === 0 || formats.includes(''))
    throw new SdpError(`malformed m= line: "m=${excerpt(text)}"`, line);
  return { kind, port: readNumber(port, PORT, line), protocol, formats };
}

function readDirection(section: SdpSection): Direction | undefined {
  const [first, second] = DIRECTIONS.filter((one) => section.has(one));
  if (second !== undefined)
    throw new SdpError(
      `a=${first} and a=${second} in one section: one direction expected`,
      section.value(second)?.line,
    );
  return first;
}

function readPayloadTypes({ media }: SdpSection, formats: readonly string[]): number[] {
  const line = media?.line ?? 0;
  const types = formats.map((format) => readNumber(format, PAYLOAD_TYPE, line));
  if (new Set(types).size !== types.length) throw new SdpError('the m= line has a payload type twice', line);
  return types;
}

function readMid(section: SdpSection, kind: string): string {
  const mid = section.only('mid');
  if (mid === undefined || !TOKEN.test(mid.text) || mid.text.length > MAX_NAME_LENGTH)
    throw new SdpError(
      `the ${excerpt(kind)} section has no usable a=mid (1 to ${MAX_NAME_LENGTH} characters of a token)`,
      mid?.line ?? section.media?.line,
    );
  return mid.text;
}

/** Reads the SSRC of the media, and that of its retransmissions if a group names it (RFC 4588 section 8.2). */
function readSsrcs(section: SdpSection): Pick<OfferedMedia, 'ssrc' | 'rtxSsrc'> {
  const [first] = section.values('ssrc').map(({ text, line }) => readNumber(text.split(/\s/)[0], SSRC, line));
  const groups = section.values('ssrc-group').flatMap(({ text, line }) => {
    const [semantics, ...ssrcs] = text.split(/\s+/);
    return [{ semantics, line, ssrcs: ssrcs.map((ssrc) => readNumber(ssrc, SSRC, line)) }];
  });
  const [group, ...others] = groups.filter(({ semantics }) => semantics === 'FID');
  if (others.length > 0 || groups.some(({ semantics }) => semantics === 'SIM'))
    throw new NotAcceptableError(
      'streams told apart by SSRC (a=ssrc-group:SIM, or several FID) are not taken; simulcast by a=rid and a=simulcast is',
    );
  const fid = group?.ssrcs;
  if (fid !== undefined && fid[0] === fid[1])
    throw new SdpError('a=ssrc-group:FID must name the SSRCs of media and of its retransmissions', group?.line);
  return { ssrc: fid?.[0] ?? first, rtxSsrc: fid?.[1] };
}
