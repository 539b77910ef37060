import { RTCP, writeRtcpHeader } from './rtcp-feedback.ts';

/** Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): which packets arrived, and when. */
export interface TransportFeedback {
  readonly baseSequence: number;
  readonly feedbackCount: number;
  /**
   * One entry per packet from `baseSequence` on: arrival in µs of the receiver's clock, or undefined if it did not
   * arrive.
   */
  readonly arrivalsUs: readonly (number | undefined)[];
}

const REFERENCE_UNIT_US = 64_000;
const DELTA_UNIT_US = 250;
const SMALL_DELTA_MAX = 255;
const LARGE_DELTA_MAX = 32_767;
const VECTOR_SYMBOLS = 7;
const MAX_RUN = 0x1fff;
const HEADER_BYTES = 20;
/** Most packets one message may cover, a minute of 2 Mbit/s: a run of two bytes expands to 8191 entries. */
const MAX_ENTRIES = 16_384;

/**
 * Writes as many of `arrivalsUs` as one message can hold: it stops before a time gap too long for a delta (8.19 s). At
 * least one entry must have arrived. `covered` is the number of entries written. Throws RangeError if nothing arrived.
 */
export function writeTransportFeedback(
  senderSsrc: number,
  mediaSsrc: number,
  feedback: TransportFeedback,
): { readonly packet: Buffer; readonly covered: number } {
  const { arrivalsUs } = feedback;
  const firstUs = arrivalsUs.find((arrival) => arrival !== undefined);
  if (firstUs === undefined) throw new RangeError('transport-cc feedback without any packet that arrived');
  const reference = Math.floor(firstUs / REFERENCE_UNIT_US);

  const symbols: number[] = [];
  const deltas: number[] = [];
  // Each delta starts from the time as the reader reconstructs it, so that rounding errors do not add up.
  let reconstructedUs = reference * REFERENCE_UNIT_US;
  for (const arrival of arrivalsUs) {
    if (arrival === undefined) {
      symbols.push(0);
      continue;
    }
    const delta = Math.round((arrival - reconstructedUs) / DELTA_UNIT_US);
    if (Math.abs(delta) > LARGE_DELTA_MAX) break;
    reconstructedUs += delta * DELTA_UNIT_US;
    deltas.push(delta);
    symbols.push(delta >= 0 && delta <= SMALL_DELTA_MAX ? 1 : 2);
  }

  const chunks = writeChunks(symbols);
  const deltaBytes = symbols.reduce((sum, symbol) => sum + symbol, 0);
  const contentBytes = HEADER_BYTES + chunks.length * 2 + deltaBytes;
  const paddingBytes = (4 - (contentBytes % 4)) % 4;
  const packet = Buffer.alloc(contentBytes + paddingBytes);
  writeRtcpHeader(packet, RTCP.transportCcFormat | (paddingBytes > 0 ? 0x20 : 0), RTCP.transportFeedback);
  packet.writeUInt32BE(senderSsrc, 4);
  packet.writeUInt32BE(mediaSsrc, 8);
  packet.writeUInt16BE(feedback.baseSequence & 0xffff, 12);
  packet.writeUInt16BE(symbols.length, 14);
  packet.writeUIntBE(reference & 0xffffff, 16, 3);
  packet.writeUInt8(feedback.feedbackCount & 0xff, 19);
  let at = HEADER_BYTES;
  for (const chunk of chunks) at = packet.writeUInt16BE(chunk, at);
  for (const delta of deltas)
    at = delta >= 0 && delta <= SMALL_DELTA_MAX ? packet.writeUInt8(delta, at) : packet.writeInt16BE(delta, at);
  if (paddingBytes > 0) packet.writeUInt8(paddingBytes, packet.length - 1);
  return { packet, covered: symbols.length };
}

/** Encodes runs where they are at least as short as a vector of seven two-bit symbols, and vectors elsewhere. */
function writeChunks(symbols: readonly number[]): number[] {
  const chunks: number[] = [];
  let at = 0;
  while (at < symbols.length) {
    const symbol = symbols[at] ?? 0;
    let run = 1;
    while (run < MAX_RUN && at + run < symbols.length && symbols[at + run] === symbol) run++;
    if (run >= VECTOR_SYMBOLS || at + run === symbols.length) {
      chunks.push((symbol << 13) | run);
      at += run;
      continue;
    }
    let chunk = 0xc000;
    for (let i = 0; i < VECTOR_SYMBOLS; i++) chunk |= (symbols[at + i] ?? 0) << (12 - 2 * i);
    chunks.push(chunk);
    at += VECTOR_SYMBOLS;
  }
  return chunks;
}

/** Parses one RTCP packet. Returns undefined if it is cut off or covers more than MAX_ENTRIES packets. */
export function parseTransportFeedback(packet: Buffer): TransportFeedback | undefined {
  if (packet.length < HEADER_BYTES) return undefined;
  const count = packet.readUInt16BE(14);
  if (count > MAX_ENTRIES) return undefined;
  const symbols: number[] = [];
  let at = HEADER_BYTES;
  while (symbols.length < count) {
    if (at + 2 > packet.length) return undefined;
    const chunk = packet.readUInt16BE(at);
    at += 2;
    if ((chunk & 0x8000) === 0) {
      const run = Math.min(chunk & MAX_RUN, count - symbols.length);
      if (run === 0) return undefined;
      for (let i = 0; i < run; i++) symbols.push((chunk >> 13) & 3);
    } else if (chunk & 0x4000) for (let i = 0; i < VECTOR_SYMBOLS; i++) symbols.push((chunk >> (12 - 2 * i)) & 3);
    else for (let i = 0; i < 2 * VECTOR_SYMBOLS; i++) symbols.push((chunk >> (13 - i)) & 1);
  }
  symbols.length = count; // the last vector may reach beyond the count

  let timeUs = packet.readUIntBE(16, 3) * REFERENCE_UNIT_US;
  const arrivalsUs: (number | undefined)[] = [];
  for (const symbol of symbols) {
    if (symbol !== 1 && symbol !== 2) {
      arrivalsUs.push(undefined);
      continue;
    }
    if (at + symbol > packet.length) return undefined;
    timeUs += (symbol === 1 ? packet.readUInt8(at) : packet.readInt16BE(at)) * DELTA_UNIT_US;
    at += symbol;
    arrivalsUs.push(timeUs);
  }
  return { baseSequence: packet.readUInt16BE(12), feedbackCount: packet.readUInt8(19), arrivalsUs };
}
