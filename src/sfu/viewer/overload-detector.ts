/** Refused retransmissions per second, and ratio to the sent ones, beyond which more is lost than can be repaired. */
const MIN_REFUSED = 50;
const REFUSED_PER_SENT = 2;
/** Consecutive seconds required: a storm of requests after a short blackout is no overload. */
const MIN_SECONDS = 3;

/**
 * Detects a viewer whose downlink cannot carry the stream: it requests endless retransmissions of packets that its
 * downlink dropped. A keyframe, the largest frame of all, cannot get through there either, and would cost every other
 * viewer of the stream.
 */
export class OverloadDetector {
  #seconds = 0;

  endSecond({ rtxSent, rtxRefused }: { readonly rtxSent: number; readonly rtxRefused: number }): void {
    const isBeyondRepair = rtxRefused > MIN_REFUSED && rtxRefused > REFUSED_PER_SENT * rtxSent;
    this.#seconds = isBeyondRepair ? this.#seconds + 1 : 0;
  }

  get overloaded(): boolean {
    return this.#seconds >= MIN_SECONDS;
  }
}
