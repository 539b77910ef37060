/**
 * Subset of pcapng (draft-ietf-opsawg-pcapng) that captures need. Numbers are in the machine's byte order, which the format
 * allows and which is little-endian wherever Node runs with koffi.
 */
const SECTION_BLOCK = 0x0a0d0d0a;
const INTERFACE_BLOCK = 1;
export const STATISTICS_BLOCK = 5;
export const PACKET_BLOCK = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Link type of bare IP packets. */
const LINKTYPE_RAW = 101;

export const OPTION = {
  comment: 1,
  application: 4,
  interfaceName: 2,
  interfaceDescription: 3,
  interfaceResolution: 9,
  packetFlags: 2,
  packetLostBefore: 4,
  statisticsLost: 5,
} as const;

/** Directions in packetFlags, as seen from the host at the interface. */
export const INBOUND = 1;
export const OUTBOUND = 2;

/** Value of interfaceResolution for nanoseconds: 10 to the power of -9 s. */
const NANOSECONDS = 9;
const WORD_BYTES = 4;

export interface CaptureInterface {
  readonly name: string;
  readonly description: string;
}

/** Encodes a text option, padded to whole words. */
export function textOption(code: number, text: string): Buffer {
  return option(code, Buffer.from(text));
}

function option(code: number, value: Buffer): Buffer {
  const whole = Buffer.alloc(WORD_BYTES + padded(value.length));
  whole.writeUInt16LE(code, 0);
  whole.writeUInt16LE(value.length, 2);
  whole.set(value, WORD_BYTES);
  return whole;
}

/** Encodes a block of a body, its options and the end of options. */
export function block(type: number, body: Buffer, options: readonly Buffer[]): Buffer {
  const end = Buffer.alloc(WORD_BYTES);
  const content = Buffer.concat([body, ...options, end]);
  const whole = Buffer.alloc(content.length + 3 * WORD_BYTES);
  whole.writeUInt32LE(type, 0);
  whole.writeUInt32LE(whole.length, WORD_BYTES);
  whole.set(content, 2 * WORD_BYTES);
  whole.writeUInt32LE(whole.length, whole.length - WORD_BYTES);
  return whole;
}

/** Encodes the beginning of a file: section header and interface descriptions. */
export function captureHeader(comment: string, interfaces: readonly CaptureInterface[], snapBytes: number): Buffer {
  const section = Buffer.alloc(16);
  section.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  // Version 1.0; the section's length is unknown.
  section.writeUInt16LE(1, 4);
  section.writeBigInt64LE(-1n, 8);
  const device = Buffer.alloc(8);
  device.writeUInt16LE(LINKTYPE_RAW, 0);
  device.writeUInt32LE(snapBytes, 4);
  return Buffer.concat([
    block(SECTION_BLOCK, section, [textOption(OPTION.comment, comment), textOption(OPTION.application, 'longhaul')]),
    ...interfaces.map(({ name, description }) =>
      block(INTERFACE_BLOCK, device, [
        textOption(OPTION.interfaceName, name),
        textOption(OPTION.interfaceDescription, description),
        option(OPTION.interfaceResolution, Buffer.from([NANOSECONDS])),
      ]),
    ),
  ]);
}

/** Encodes a comment as the words of an option, for a packet block. */
export function commentWords(text: string): Int32Array {
  const bytes = textOption(OPTION.comment, text);
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Rounds a size up to whole words. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / WORD_BYTES) * WORD_BYTES;
}
