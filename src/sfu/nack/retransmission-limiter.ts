/**
 * Resends may take this share of the media rate, over and above it. It repairs 20 % loss; a link that loses more cannot
 * carry the stream, and resending into it only takes room from what still fits.
 */
export const RESEND_SHARE = 0.25;
/** Saved up while nothing is lost, to repair one burst at once: so many ms of media. */
export const RESEND_BURST_MS = 400;
/** Media rate assumed at least, so that a quiet scene's loss is repaired too. */
const MIN_MEDIA_BPS = 500_000;
/** On a local network the round trip is no bound: at most every 20 ms, as libwebrtc's receivers ask. */
const MIN_RESEND_INTERVAL_MS = 20;
/** Until the viewer's first report: a long-distance round trip. */
export const DEFAULT_ROUND_TRIP_MS = 200;

/**
 * Not resent when first sent longer ago: after an outage a viewer asks for all it missed, and would show seconds of it late, one
 * after the other, instead of going on live. Three round trips of 300 ms have their chance before. Assumption.
 */
const MAX_RESEND_AGE_MS = 1000;

export type RetransmissionDecision = 'send' | 'too-soon' | 'over-budget' | 'too-old';

/** Keeps one viewer's requests for retransmission within reason. No clock of its own. */
export class RetransmissionLimiter {
  #tokensBytes: number | undefined;
  #refilledMs = 0;

  /**
   * A packet is resent at most once a round trip: a repeated request that left before the first answer came is no news.
   * `sentMs` is when it was first sent, `resentMs` when last resent, if ever. Deciding 'send' spends the budget.
   */
  decide(
    request: { readonly bytes: number; readonly sentMs: number; readonly resentMs: number | undefined },
    conditions: { readonly nowMs: number; readonly roundTripMs: number | undefined; readonly mediaBps: number },
  ): RetransmissionDecision {
    const { nowMs } = conditions;
    if (nowMs - request.sentMs > MAX_RESEND_AGE_MS) return 'too-old';
    const intervalMs = Math.max(MIN_RESEND_INTERVAL_MS, conditions.roundTripMs ?? DEFAULT_ROUND_TRIP_MS);
    if (request.resentMs !== undefined && nowMs - request.resentMs < intervalMs) return 'too-soon';
    const mediaBytesPerMs = Math.max(MIN_MEDIA_BPS, conditions.mediaBps) / 8000;
    const capacity = mediaBytesPerMs * RESEND_BURST_MS;
    const refill = mediaBytesPerMs * RESEND_SHARE * (nowMs - this.#refilledMs);
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
