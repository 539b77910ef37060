/**
 * Share of the media rate that retransmissions may take on top of it. It repairs 20 % loss; a link that loses more
 * cannot carry the stream, and retransmissions would only displace what still fits.
 */
export const RETRANSMISSION_SHARE = 0.25;
/** Budget saved up while nothing is lost, in ms of media, to repair one burst at once. */
export const RETRANSMISSION_BURST_MS = 400;
/** Media rate assumed at least, so that loss in a quiet scene is repaired too. */
const MIN_MEDIA_BPS = 500_000;
/**
 * Lower bound on a local network, where the round trip sets no limit: libwebrtc's receivers repeat a request every 20
 * ms.
 */
const MIN_INTERVAL_MS = 20;
/** Long-distance round trip, assumed until the viewer's first report. */
export const DEFAULT_ROUND_TRIP_MS = 200;

/**
 * Age since first transmission beyond which a packet is not retransmitted. After an outage a viewer requests all it
 * missed, and would play seconds of it late instead of resuming live. Three round trips of 300 ms fit in. Assumption.
 */
const MAX_AGE_MS = 1000;

export type RetransmissionDecision = 'send' | 'too-soon' | 'over-budget' | 'too-old';

/** Limits how one viewer's requests for retransmission are served. Times are passed in. */
export class RetransmissionLimiter {
  #tokensBytes: number | undefined;
  #refilledMs = 0;

  /**
   * Decides about one requested packet; deciding 'send' spends the budget. A packet is retransmitted at most once per
   * round trip, because a repeated request may have left before the first answer arrived. `sentMs` is its first
   * transmission, `retransmittedMs` its last retransmission, if any.
   */
  decide(
    request: { readonly bytes: number; readonly sentMs: number; readonly retransmittedMs: number | undefined },
    conditions: { readonly nowMs: number; readonly roundTripMs: number | undefined; readonly mediaBps: number },
  ): RetransmissionDecision {
    const { nowMs } = conditions;
    if (nowMs - request.sentMs > MAX_AGE_MS) return 'too-old';
    const intervalMs = Math.max(MIN_INTERVAL_MS, conditions.roundTripMs ?? DEFAULT_ROUND_TRIP_MS);
    if (request.retransmittedMs !== undefined && nowMs - request.retransmittedMs < intervalMs) return 'too-soon';
    const mediaBytesPerMs = Math.max(MIN_MEDIA_BPS, conditions.mediaBps) / 8000;
    const capacity = mediaBytesPerMs * RETRANSMISSION_BURST_MS;
    const refill = mediaBytesPerMs * RETRANSMISSION_SHARE * (nowMs - this.#refilledMs);
    const tokens = Math.min(capacity, this.#tokensBytes === undefined ? capacity : this.#tokensBytes + refill);
    this.#refilledMs = nowMs;
    if (tokens < request.bytes) {
      this.#tokensBytes = tokens;
      return 'over-budget';
    }
    this.#tokensBytes = tokens - request.bytes;
    return 'send';
  }
}
