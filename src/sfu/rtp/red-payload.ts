/** Payload type of RED's blocks within the origin: each publisher and viewer has its own number for Opus. */
export const CARRIED_PAYLOAD_TYPE = 111;

const LAST_BLOCK = 0x80;
const BLOCK_HEADER_BYTES = 4;

/**
 * Returns a RED payload (RFC 2198) with every block's payload type set to `payloadType`, or the same buffer if nothing
 * changes. A truncated payload is returned unchanged.
 */
export function setBlockPayloadTypes(payload: Buffer, payloadType: number): Buffer {
  let numbered: Buffer | undefined;
  for (let at = 0; at < payload.length; at += BLOCK_HEADER_BYTES) {
    const first = payload[at] ?? 0;
    const wanted = (first & LAST_BLOCK) | payloadType;
    if (first !== wanted) {
      numbered ??= Buffer.from(payload);
      numbered[at] = wanted;
    }
    if ((first & LAST_BLOCK) === 0) return numbered ?? payload;
  }
  return payload;
}
