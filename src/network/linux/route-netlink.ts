import { addressOf, close, errorName, lastError, openRouteSocket, read, write } from './libc.ts';

/** Layouts of linux/netlink.h: headers of a message and of an attribute, both aligned to 4 bytes. */
const HEADER_BYTES = 16;
const TYPE_AT = 4;
const FLAGS_AT = 6;
const SEQUENCE_AT = 8;
const ATTRIBUTE_BYTES = 4;
const ALIGNMENT = 4;
/** Type of an answer; its body begins with a negative errno, or 0. */
const NLMSG_ERROR = 2;
const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;
/** Flags of a message that creates something, which must not exist: NLM_F_CREATE | NLM_F_EXCL. */
export const CREATE = 0x600;
/** Buffer for answers: each quotes its request. */
const ANSWER_BYTES = 8192;

/** Request to the kernel's routing (rtnetlink). */
export interface RouteMessage {
  /** Description for the error message. */
  readonly what: string;
  readonly type: number;
  readonly flags?: number;
  readonly body: Buffer;
}

/** Builds an attribute of rtnetlink. */
export function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(aligned(ATTRIBUTE_BYTES + value.length));
  bytes.writeUInt16LE(ATTRIBUTE_BYTES + value.length, 0);
  bytes.writeUInt16LE(type, 2);
  value.copy(bytes, ATTRIBUTE_BYTES);
  return bytes;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/**
 * Has the kernel do what the messages say, one after the other, in the calling thread's network namespace. Throws with the
 * first one that it refuses.
 */
export function requestOfKernel(messages: readonly RouteMessage[]): void {
  const fd = openRouteSocket();
  if (fd < 0) throw new Error(`a netlink socket: ${lastError()}`);
  try {
    const request = copied(Buffer.concat(messages.map(packed)));
    if (write(fd, addressOf(request), request.length) !== request.length) throw new Error(`netlink: ${lastError()}`);
    const answer = Buffer.allocUnsafeSlow(ANSWER_BYTES);
    for (let answered = 0; answered < messages.length; ) {
      const bytes = read(fd, addressOf(answer), ANSWER_BYTES);
      if (bytes <= 0) throw new Error(`netlink: ${lastError()}`);
      answered += checkAnswers(answer.subarray(0, bytes), messages);
    }
  } finally {
    close(fd);
  }
}

/** Checks the answers in `bytes`, and returns how many there are. */
function checkAnswers(bytes: Buffer, messages: readonly RouteMessage[]): number {
  let answers = 0;
  for (let at = 0; at + HEADER_BYTES <= bytes.length; at += aligned(bytes.readUInt32LE(at))) {
    if (bytes.readUInt16LE(at + TYPE_AT) !== NLMSG_ERROR) continue;
    answers++;
    const error = -bytes.readInt32LE(at + HEADER_BYTES);
    if (error === 0) continue;
    throw new Error(`${messages[bytes.readUInt32LE(at + SEQUENCE_AT)]?.what}: ${errorName(error)}`);
  }
  return answers;
}

function packed({ type, flags = 0, body }: RouteMessage, sequence: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(HEADER_BYTES + body.length, 0);
  header.writeUInt16LE(type, TYPE_AT);
  header.writeUInt16LE(NLM_F_REQUEST | NLM_F_ACK | flags, FLAGS_AT);
  header.writeUInt32LE(sequence, SEQUENCE_AT);
  return Buffer.concat([header, body, Buffer.alloc(aligned(body.length) - body.length)]);
}

/** Copies bytes to memory whose address does not change. */
function copied(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
