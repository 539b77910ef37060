import { type CodecId, identifyCodec } from './codecs.ts';
import { EXTENSION_URI, type ExtensionIds, type ExtensionName } from './header-extensions.ts';

/** The offer cannot be read, or asks for what these endpoints never do: HTTP 400. */
export class SdpError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SdpError';
  }
}

export interface OfferedCodec {
  readonly payloadType: number;
  readonly name: string;
  readonly clockRate: number;
  readonly fmtp: string;
  /** Which codec of ours it is, if any. */
  readonly codec: CodecId | undefined;
  /** Payload type of its retransmissions (RFC 4588). */
  readonly rtxPayloadType: number | undefined;
  readonly feedback: readonly string[];
  /** What RED carries. */
  readonly carries?: OfferedCodec;
}

export interface OfferedMedia {
  readonly kind: string;
  readonly mid: string;
  readonly protocol: string;
  readonly formats: readonly string[];
  /** Port 0 outside of BUNDLE: there, but not in use (RFC 3264 section 5.1). */
  readonly disabled: boolean;
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  readonly codecs: readonly OfferedCodec[];
  readonly extensionIds: ExtensionIds;
  /** Whether receiver reference times are offered (RFC 3611). */
  readonly receiverRtt: boolean;
  /** SSRC of the media, and of its retransmissions, if the offer names them. */
  readonly ssrc: number | undefined;
  readonly rtxSsrc: number | undefined;
  /** Of its simulcast streams, in the offer's order (RFC 8853); empty when it sends one. */
  readonly rids: readonly string[];
}

export interface Offer {
  readonly iceUfrag: string;
  readonly icePwd: string;
  /** "sha-256 34:6C:...". */
  readonly fingerprint: string;
  readonly media: readonly OfferedMedia[];
}

const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

/** Reads an SDP offer (RFC 8866, JSEP). Throws SdpError that says what is wrong. */
export function parseOffer(text: string): Offer {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0') throw new SdpError('an SDP offer begins with v=0');
  const bad = lines.find((line) => !/^[a-z]=/.test(line));
  if (bad !== undefined) throw new SdpError(`not a line of SDP: "${bad.slice(0, 60)}"`);
  const sections: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push([]);
    sections.at(-1)?.push(line);
  }
  const [session = [], ...mediaSections] = sections;
  if (mediaSections.length === 0) throw new SdpError('the offer has no m= section');

  const media = mediaSections.map(parseMedia);
  const mids = new Set(media.map(({ mid }) => mid));
  if (mids.size !== media.length) throw new SdpError('two m= sections have the same a=mid');
  const bundle = attribute(session, 'group:BUNDLE ')?.trim().split(/\s+/) ?? [];
  if (media.length > 1 && media.some(({ mid }) => !bundle.includes(mid)))
    throw new SdpError('all m= sections must be in one a=group:BUNDLE: there is one transport for each session');

  // One transport for all: the first section that says it, or the session, speaks for the others.
  const shared = (name: string): string => {
    const value = mediaSections.map((section) => attribute(section, name)).find((found) => found !== undefined);
    const found = value ?? attribute(session, name);
    if (found === undefined || found === '') throw new SdpError(`the offer has no a=${name.slice(0, -1)}`);
    return found;
  };
  const setup = shared('setup:');
  if (setup !== 'actpass' && setup !== 'active')
    throw new SdpError(
      `a=setup must be actpass or active, got "${setup}": the origin is always the passive side of DTLS`,
    );
  const fingerprint = shared('fingerprint:');
  if (!/^[a-z0-9-]+ [0-9a-f]{2}(:[0-9a-f]{2})+$/i.test(fingerprint)) throw new SdpError('a=fingerprint is malformed');
  return { iceUfrag: token(shared('ice-ufrag:')), icePwd: token(shared('ice-pwd:')), fingerprint, media };
}

/** ice-char+ of RFC 8839 section 5.4. */
function token(value: string): string {
  if (!/^[A-Za-z0-9+/]{4,256}$/.test(value)) throw new SdpError(`a=ice-ufrag or a=ice-pwd is malformed: "${value}"`);
  return value;
}

function attribute(lines: readonly string[], prefix: string): string | undefined {
  return lines.find((line) => line.startsWith(`a=${prefix}`))?.slice(prefix.length + 2);
}

function attributes(lines: readonly string[], prefix: string): string[] {
  return lines.filter((line) => line.startsWith(`a=${prefix}`)).map((line) => line.slice(prefix.length + 2));
}

function parseMedia(lines: readonly string[]): OfferedMedia {
  const [kind = '', port, protocol = '', ...formats] = (lines[0] ?? '').slice(2).split(' ');
  if (port === undefined || !/^\d+$/.test(port) || formats.length === 0)
    throw new SdpError(`malformed m= line: "${(lines[0] ?? '').slice(0, 60)}"`);
  const mid = attribute(lines, 'mid:');
  if (mid === undefined || !/^[\w!#$%&'*+.^`{|}~-]+$/.test(mid))
    throw new SdpError(`the ${kind} section has no usable a=mid`);
  const fid = attribute(lines, 'ssrc-group:FID ')?.split(' ').map(Number);
  const firstSsrc = attribute(lines, 'ssrc:')?.split(' ')[0];
  return {
    kind,
    mid,
    protocol,
    formats,
    disabled: port === '0' && !lines.includes('a=bundle-only'),
    direction: DIRECTIONS.find((direction) => lines.includes(`a=${direction}`)) ?? 'sendrecv',
    codecs: kind === 'audio' || kind === 'video' ? parseCodecs(kind, formats, lines) : [],
    extensionIds: parseExtensionIds(lines),
    receiverRtt: attribute(lines, 'rtcp-xr:')?.includes('rcvr-rtt') ?? false,
    ssrc: fid?.[0] ?? (firstSsrc === undefined ? undefined : Number(firstSsrc)),
    rtxSsrc: fid?.[1],
    rids: parseRids(lines),
  };
}

/** "send q;h,alternative;~paused": of alternatives the first, and what is paused now may go on. */
function parseRids(lines: readonly string[]): string[] {
  const streams = /\bsend (\S+)/.exec(attribute(lines, 'simulcast:') ?? '')?.[1]?.split(';') ?? [];
  const rids = streams.map((alternatives) => (alternatives.split(',')[0] ?? '').replace('~', ''));
  const declared = new Set(attributes(lines, 'rid:').map((line) => /^(\S+) send\b/.exec(line)?.[1]));
  const unknown = rids.find((rid) => !declared.has(rid));
  if (unknown !== undefined) throw new SdpError(`a=simulcast names "${unknown}", which no a=rid declares`);
  return rids;
}

function parseCodecs(kind: 'audio' | 'video', formats: readonly string[], lines: readonly string[]): OfferedCodec[] {
  const fmtp = new Map(attributes(lines, 'fmtp:').map((line) => splitOnce(line)));
  const names = new Map(attributes(lines, 'rtpmap:').map((line) => splitOnce(line)));
  const feedback = attributes(lines, 'rtcp-fb:').map((line) => splitOnce(line));
  const codecs: OfferedCodec[] = [];
  for (const format of formats) {
    const [name = '', clockRate] = (names.get(format) ?? '').split('/');
    if (name === '' || clockRate === undefined) continue; // a static type without rtpmap: none of ours
    const offer = { name, fmtp: fmtp.get(format) ?? '' };
    const rtx = formats.find(
      (other) => names.get(other)?.toLowerCase().startsWith('rtx/') && fmtp.get(other) === `apt=${format}`,
    );
    codecs.push({
      ...offer,
      payloadType: Number(format),
      clockRate: Number(clockRate),
      codec: identifyCodec(kind, offer),
      rtxPayloadType: rtx === undefined ? undefined : Number(rtx),
      feedback: feedback.filter(([type]) => type === format || type === '*').map(([, what]) => what),
    });
  }
  return codecs.flatMap((codec) => (codec.codec === 'red' ? withCarried(codec, codecs) : [codec]));
}

/** RED without the Opus it carries is none of ours. */
function withCarried(red: OfferedCodec, codecs: readonly OfferedCodec[]): OfferedCodec[] {
  const carries = codecs.find(
    ({ codec, payloadType }) => codec === 'opus' && payloadType === Number.parseInt(red.fmtp, 10),
  );
  return [carries === undefined ? { ...red, codec: undefined } : { ...red, carries }];
}

function parseExtensionIds(lines: readonly string[]): ExtensionIds {
  const ids: Partial<Record<ExtensionName, number>> = {};
  for (const line of attributes(lines, 'extmap:')) {
    const [id = '', uri] = line.split(' ');
    for (const [name, known] of Object.entries(EXTENSION_URI) as [ExtensionName, string][])
      if (uri === known) ids[name] = Number(id.split('/')[0]);
  }
  return ids;
}

function splitOnce(line: string): [string, string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}
