/**
 * Fields of a packet's IP header that queues look at, in one number: a hash of its flow in the upper bits, "don't fragment",
 * and its ECN codepoint (RFC 3168) in the lowest two. 0: nothing is known, a packet of flow 0 without ECN.
 */
export const NO_HEADER = 0;

const ECN_BITS = 0b11;
/** "Congestion experienced". */
const CE = 0b11;
/** Codepoint of L4S traffic (RFC 9331). */
const ECT1 = 0b01;
export const ECT0 = 0b10;
const DONT_FRAGMENT = 0b100;
const FLOW_SHIFT = 3;

/** Packs a flow's hash, the ECN codepoint in the lowest bits of `ecn`, and "don't fragment" (`isWhole`). */
export function packHeader(flowHash: number, ecn: number, isWhole = false): number {
  return ((flowHash << FLOW_SHIFT) | (isWhole ? DONT_FRAGMENT : 0) | (ecn & ECN_BITS)) >>> 0;
}

export function flowOf(header: number): number {
  return header >>> FLOW_SHIFT;
}

/** Tells whether the packet's sender understands ECN, so that it can be marked instead of dropped. */
export function isEcnCapable(header: number): boolean {
  return (header & ECN_BITS) !== 0;
}

/** Tells whether the packet is L4S traffic; one that was marked on the way may be. */
export function isL4s(header: number): boolean {
  return (header & ECN_BITS) === ECT1;
}

export function isMarked(header: number): boolean {
  return (header & ECN_BITS) === CE;
}

export function withMark(header: number): number {
  return (header | CE) >>> 0;
}

/** Tells whether routers must not fragment the packet. */
export function mustStayWhole(header: number): boolean {
  return (header & DONT_FRAGMENT) !== 0;
}
