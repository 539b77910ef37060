import { HEADER_BYTES as IP_UDP_BYTES } from '../../network/probing/probe-packet.ts';
import { isTagged, TAG_BYTES, tagOf } from './token.ts';

/** From the prober: hello, echo, deposit, release, stop, report. From the responder: each one's answer, and data. */
export const KINDS = [
  ...(['hello', 'welcome', 'echo', 'echoed', 'deposit', 'deposited'] as const),
  ...(['release', 'data', 'stop', 'report', 'reported'] as const),
] as const;
export type Kind = (typeof KINDS)[number];

export interface Message {
  readonly kind: Kind;
  readonly session: number;
  /** Serial number of the sender's message in this session; an answer has that of its request. */
  readonly serial: number;
  /** Time of sending, on the sender's clock, ms. */
  readonly sentMs: number;
  /** In an answer: time the request arrived, on the responder's clock, ms. In a release: ms from packet to packet. */
  readonly heardMs: number;
  /** Numbers whose meaning depends on the kind: see responder-session.ts. */
  readonly first: number;
  readonly second: number;
}

/** A message with what follows its header: only a report has any; others are filled up with zeros. */
export interface Received extends Message {
  readonly body: Buffer;
  /** Bytes of the whole IP packet. */
  readonly bytes: number;
}

/** "lp", little endian. Other bytes of ours begin with "lh" (network/probing). */
const MAGIC = 0x706c;
const AT = { kind: 2, session: 4, serial: 8, sent: 12, heard: 20, first: 28, second: 32, tag: 36 } as const;
export const LEAST_BYTES = AT.tag + TAG_BYTES;
/** Payload of a full packet: with its headers it passes tunnels too. */
export const FULL_BYTES = 1372;
export const onWire = (payloadBytes: number) => payloadBytes + IP_UDP_BYTES;

/** `bytes` of payload in all, zeros after the header unless there is a body. */
export function encode(token: string, message: Message, bytes: number, body?: Buffer): Buffer {
  const buffer = Buffer.alloc(Math.max(LEAST_BYTES, bytes));
  buffer.writeUInt16LE(MAGIC, 0);
  buffer.writeUInt8(KINDS.indexOf(message.kind), AT.kind);
  buffer.writeUInt32LE(message.session, AT.session);
  buffer.writeUInt32LE(message.serial, AT.serial);
  buffer.writeDoubleLE(message.sentMs, AT.sent);
  buffer.writeDoubleLE(message.heardMs, AT.heard);
  buffer.writeUInt32LE(message.first, AT.first);
  buffer.writeUInt32LE(message.second, AT.second);
  body?.copy(buffer, LEAST_BYTES);
  tagOf(token, signedPart(buffer, message.kind)).copy(buffer, AT.tag);
  return buffer;
}

/** Undefined for whatever does not carry the token's tag. */
export function decode(token: string, buffer: Buffer): Received | undefined {
  if (buffer.length < LEAST_BYTES || buffer.readUInt16LE(0) !== MAGIC) return undefined;
  const kind = KINDS[buffer.readUInt8(AT.kind)];
  if (kind === undefined) return undefined;
  const tag = buffer.subarray(AT.tag, LEAST_BYTES);
  if (!isTagged(token, signedPart(buffer, kind), tag)) return undefined;
  return {
    kind,
    session: buffer.readUInt32LE(AT.session),
    serial: buffer.readUInt32LE(AT.serial),
    sentMs: buffer.readDoubleLE(AT.sent),
    heardMs: buffer.readDoubleLE(AT.heard),
    first: buffer.readUInt32LE(AT.first),
    second: buffer.readUInt32LE(AT.second),
    body: buffer.subarray(LEAST_BYTES),
    bytes: onWire(buffer.length),
  };
}

/** Bytes that the tag covers: the header; in a report also what follows, which is believed. */
function signedPart(buffer: Buffer, kind: Kind): Buffer {
  const header = buffer.subarray(0, AT.tag);
  return kind === 'reported' ? Buffer.concat([header, buffer.subarray(LEAST_BYTES)]) : header;
}
