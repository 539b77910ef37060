import { EXTENSION_URI, type ExtensionIds, type ExtensionName } from '../rtp/header-extensions.ts';
import type { Direction } from './direction.ts';
import type { OfferedCodec } from './offered-codecs.ts';
import type { OfferedMedia } from './offered-media.ts';
import type { OfferedSimulcast } from './offered-simulcast.ts';

/** Where and how a session's peer reaches us. */
export interface IceEnd {
  readonly iceUfrag: string;
  readonly icePwd: string;
  readonly address: string;
  readonly port: number;
  /** Where TCP connections for media are accepted, if anywhere. */
  readonly tcp?: { readonly address: string; readonly port: number };
}

/** Local end of a session's only transport. */
export interface LocalTransport extends IceEnd {
  readonly fingerprint: string;
  /** DTLS role: `active` starts the handshake. */
  readonly setup: 'active' | 'passive';
}

export type MediaAnswer =
  | { readonly type: 'rejected'; readonly offered: OfferedMedia }
  | { readonly type: 'inactive'; readonly offered: OfferedMedia; readonly codec: OfferedCodec }
  | {
      readonly type: 'recvonly';
      readonly offered: OfferedMedia;
      readonly codec: OfferedCodec;
      readonly extensionIds: ExtensionIds;
      /** Bitrate at which the sender's bandwidth estimation starts; Chromium's default is 300 kbit/s. */
      readonly startBitrateKbps: number | undefined;
    }
  | {
      readonly type: 'sendonly';
      readonly offered: OfferedMedia;
      readonly codec: OfferedCodec;
      readonly extensionIds: ExtensionIds;
      readonly ssrc: number;
      readonly rtxSsrc: number | undefined;
      readonly cname: string;
      /** Media stream of all tracks, so that the player synchronizes them. */
      readonly streamId: string;
    };

const TRANSPORT_CC = 'transport-cc';
/**
 * Feedback that the origin sends to publishers (recvonly) or handles from viewers (sendonly); anything else offered
 * (goog-remb, NACK for audio, FIR to a publisher, who gets PLI) is left out of the answer.
 */
const FEEDBACK: Readonly<Record<string, Readonly<Record<'recvonly' | 'sendonly' | 'inactive', readonly string[]>>>> = {
  audio: { recvonly: [TRANSPORT_CC], sendonly: [TRANSPORT_CC], inactive: [] },
  video: {
    recvonly: [TRANSPORT_CC, 'nack', 'nack pli'],
    sendonly: [TRANSPORT_CC, 'nack', 'nack pli', 'ccm fir'],
    inactive: [],
  },
};
/**
 * Priority of a host candidate (RFC 8445 section 5.1.2.1): type preference 126, local preference 65535, component 1.
 */
const HOST_PRIORITY = 2_130_706_431;
/**
 * Priority of a passive TCP candidate: below every candidate of UDP, which loses less by a lost packet. Type preference
 * 90, as Chromium's; local preference (RFC 6544 section 4.2): direction preference 4 for a passive one, other preference
 * 8191; component 1.
 */
const PASSIVE_TCP_PRIORITY = 90 * 2 ** 24 + (4 * 2 ** 13 + 8191) * 2 ** 8 + 255;

/**
 * Writes the answer: a candidate for UDP and perhaps one for TCP, BUNDLE, rtcp-mux, and the optional features (mixed
 * extensions, reduced-size RTCP) that were offered. `media` is in the offer's order.
 */
export function writeAnswer(transport: LocalTransport, media: readonly MediaAnswer[]): string {
  const accepted = media.filter(({ type }) => type !== 'rejected').map(({ offered }) => offered);
  const bundle = accepted.toSorted((a, b) => a.place - b.place).map(({ mid }) => mid);
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${bundle.join(' ')}`,
    ...(accepted.every(({ mixesExtensions }) => mixesExtensions) ? ['a=extmap-allow-mixed'] : []),
    'a=msid-semantic: WMS *',
    ...media.flatMap((answer) => writeMedia(transport, answer)),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function writeMedia(transport: LocalTransport, answer: MediaAnswer): string[] {
  const { offered } = answer;
  if (answer.type === 'rejected')
    return [
      `m=${offered.kind} 0 ${offered.protocol} ${offered.formats.join(' ')}`,
      'c=IN IP4 0.0.0.0',
      'a=inactive',
      `a=mid:${offered.mid}`,
    ];
  const { codec } = answer;
  const { payloadType, rtxPayloadType } = codec;
  const { carries } = codec;
  const types = [
    payloadType,
    ...(carries === undefined ? [] : [carries.payloadType]),
    ...(rtxPayloadType === undefined ? [] : [rtxPayloadType]),
  ];
  return [
    `m=${offered.kind} 9 ${offered.protocol} ${types.join(' ')}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePwd}`,
    `a=fingerprint:${transport.fingerprint}`,
    `a=setup:${transport.setup}`,
    `a=mid:${offered.mid}`,
    `a=${answer.type}`,
    'a=rtcp-mux',
    ...(offered.rtcpMuxOnly ? ['a=rtcp-mux-only'] : []),
    ...(offered.reducedSizeRtcp ? ['a=rtcp-rsize'] : []),
    ...(offered.receiverRtt && answer.type !== 'inactive' ? ['a=rtcp-xr:rcvr-rtt=all'] : []),
    `a=rtpmap:${payloadType} ${codec.name}/${codec.clockRate}${offered.kind === 'audio' ? '/2' : ''}`,
    ...writeFmtp(answer),
    ...(carries === undefined ? [] : writeCarried(carries)),
    ...feedbackOf(answer).map((what) => `a=rtcp-fb:${payloadType} ${what}`),
    ...(rtxPayloadType === undefined
      ? []
      : [`a=rtpmap:${rtxPayloadType} rtx/${codec.clockRate}`, `a=fmtp:${rtxPayloadType} apt=${payloadType}`]),
    ...(answer.type === 'inactive' ? [] : writeExtensions(answer)),
    ...(answer.type === 'sendonly' ? writeSsrcs(answer) : []),
    ...(answer.type === 'recvonly' ? writeSimulcast(offered, payloadType) : []),
    ...writeCandidates(transport),
  ];
}

/** Writes all candidates of a transport, and that there are no more. */
export function writeCandidates({ address, port, tcp }: IceEnd): string[] {
  return [
    `a=candidate:1 1 udp ${HOST_PRIORITY} ${address} ${port} typ host`,
    ...(tcp === undefined
      ? []
      : [`a=candidate:2 1 tcp ${PASSIVE_TCP_PRIORITY} ${tcp.address} ${tcp.port} typ host tcptype passive`]),
    'a=end-of-candidates',
  ];
}

/** Returns the feedback to agree on. Transport-wide feedback is about numbers that packets carry in a header extension. */
function feedbackOf(answer: Exclude<MediaAnswer, { type: 'rejected' }>): string[] {
  const { type, offered, codec } = answer;
  const hasNumbers = type !== 'inactive' && answer.extensionIds.transportCc !== undefined;
  return (FEEDBACK[offered.kind]?.[type] ?? [])
    .filter((what) => codec.feedback.includes(what))
    .filter((what) => what !== TRANSPORT_CC || hasNumbers);
}

/** Parameters by which an offerer describes what it sends itself: in an answer they would describe what we send (RFC 6184 and 7587). */
const OF_SENDER = /^sprop-/i;
const START_BITRATE = 'x-google-start-bitrate';

function writeFmtp(answer: Exclude<MediaAnswer, { type: 'rejected' }>): string[] {
  const start = answer.type === 'recvonly' ? answer.startBitrateKbps : undefined;
  if (start === undefined) return writeParameters(answer.codec);
  return writeParameters(answer.codec, START_BITRATE, String(start));
}

function writeCarried(carried: OfferedCodec): string[] {
  const { payloadType, name, clockRate } = carried;
  return [`a=rtpmap:${payloadType} ${name}/${clockRate}/2`, ...writeParameters(carried)];
}

/** Writes a codec's format parameters as offered, with one of our own if given. */
function writeParameters({ payloadType, fmtp }: OfferedCodec, name?: string, value?: string): string[] {
  const offered = fmtp.split(';').map((parameter) => parameter.trim());
  const kept = offered.filter((one) => one !== '' && !OF_SENDER.test(one) && one.split('=')[0]?.trim() !== name);
  const parameters = name === undefined ? kept : [...kept, `${name}=${value}`];
  return parameters.length === 0 ? [] : [`a=fmtp:${payloadType} ${parameters.join(';')}`];
}

/** Answer to a one-way extension: the opposite direction (RFC 8285 section 8). */
const OTHER_END: Readonly<Record<Direction, string>> = {
  sendrecv: '',
  sendonly: '/recvonly',
  recvonly: '/sendonly',
  inactive: '/inactive',
};

function writeExtensions({
  extensionIds,
  offered,
}: {
  readonly extensionIds: ExtensionIds;
  readonly offered: OfferedMedia;
}): string[] {
  return (Object.entries(extensionIds) as [ExtensionName, number][]).map(([name, id]) => {
    const uri = EXTENSION_URI[name];
    const direction = offered.extensions.find((one) => one.id === id && one.uri === uri)?.direction ?? 'sendrecv';
    return `a=extmap:${id}${OTHER_END[direction]} ${uri}`;
  });
}

function writeSsrcs({ ssrc, rtxSsrc, cname, streamId, offered }: Extract<MediaAnswer, { type: 'sendonly' }>): string[] {
  return [
    `a=msid:${streamId} ${offered.kind}`,
    ...(rtxSsrc === undefined ? [] : [`a=ssrc-group:FID ${ssrc} ${rtxSsrc}`]),
    `a=ssrc:${ssrc} cname:${cname}`,
    ...(rtxSsrc === undefined ? [] : [`a=ssrc:${rtxSsrc} cname:${cname}`]),
  ];
}

/** A stream that was limited to payload types is so in the answer, and no other (RFC 8851 section 6.3). */
function writeSimulcast({ rids, ridPayloadTypes }: OfferedSimulcast, payloadType: number): string[] {
  if (rids.length === 0) return [];
  const lines = rids.map((rid) => `a=rid:${rid} recv${ridPayloadTypes.has(rid) ? ` pt=${payloadType}` : ''}`);
  return [...lines, `a=simulcast:recv ${rids.join(';')}`];
}
