import { PeerError } from '../session-limits.ts';

/**
 * SSRCs of one peer. The library looks for each packet's in the list of all that there have been: 10,000 took it 2 s of CPU time, and
 * twice as many would take four times as long. Peers have a few, and one more whenever they start anew.
 */
const MAX_SSRCS = 500;

/** Keeps a peer from naming ever new sources. */
export class SsrcLimit {
  readonly #seen = new Set<number>();

  /** Counts the SSRC of an RTP packet, or of the sender of an RTCP packet. Throws PeerError where it is one too many. */
  check(bytes: Buffer, isRtcp: boolean): void {
    const at = isRtcp ? 4 : 8;
    if (bytes.length < at + 4) return;
    const ssrc = bytes.readUInt32BE(at);
    if (this.#seen.has(ssrc)) return;
    if (this.#seen.size === MAX_SSRCS) throw new PeerError(`it has used more than ${MAX_SSRCS} SSRCs`);
    this.#seen.add(ssrc);
  }
}
