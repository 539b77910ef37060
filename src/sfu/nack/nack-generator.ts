/** Age below which a gap may be reordering and is not requested yet. */
const REORDER_TOLERANCE_MS = 10;
/** Ordinary round trip from a studio to an origin in another region, assumed until a retransmission has been timed. */
const DEFAULT_ROUND_TRIP_MS = 100;
/**
 * Lower bound on a local network, where a retransmission takes under 1 ms: no reason to send a thousand requests a
 * second.
 */
const MIN_RETRY_MS = 20;
/** Requests per packet; libwebrtc's receiver gives up after 10 as well. */
const MAX_REQUESTS = 10;
/** Age at which viewers' jitter buffers have long skipped a packet. */
const MAX_AGE_MS = 2000;
/**
 * Widest gap that is requested. A wider one is an outage, which retransmissions do not mend: its packets are only
 * counted.
 */
const MAX_GAP = 500;
const SMOOTHING = 1 / 8;
/**
 * Missing packets remembered; libwebrtc's receiver keeps as many and forgets the oldest. Nor are more added from one request to the
 * next, 20 ms later: a gap beyond that is treated as an outage, or a flood of gaps would cost as much as 500 packets each.
 */
const MAX_MISSING = 1000;

interface Missing {
  readonly detectedMs: number;
  requests: number;
  requestedMs: number;
  counted: boolean;
}

/**
 * Tracks the packets missing from one stream of the publisher and which of them to request. Sequence numbers are
 * extended.
 */
export class NackGenerator {
  readonly #missing = new Map<number, Missing>();
  #highest: number | undefined;
  #roundTripMs = DEFAULT_ROUND_TRIP_MS;
  #lost = 0;
  /** Added since the last request. */
  #added = 0;

  /** Round trip from first request to retransmission, smoothed, in ms. */
  get roundTripMs(): number {
    return this.#roundTripMs;
  }

  /** Registers a packet, in order or late. Returns false for a duplicate and for a packet that was given up. */
  received(sequence: number, nowMs: number): boolean {
    this.#highest ??= sequence - 1;
    const gap = sequence - this.#highest - 1;
    if (gap > MAX_GAP || (gap > 0 && this.#added + gap > MAX_MISSING)) {
      this.#giveUpAll();
      this.#lost += gap;
      this.#highest = sequence;
      return true;
    }
    this.#added += Math.max(0, gap);
    for (let number = this.#highest + 1; number < sequence; number++)
      this.#missing.set(number, {
        detectedMs: nowMs,
        requests: 0,
        requestedMs: Number.NEGATIVE_INFINITY,
        counted: false,
      });
    if (sequence <= this.#highest) return this.#missing.delete(sequence);
    this.#highest = sequence;
    for (const [oldest, { counted }] of this.#missing) {
      if (this.#missing.size <= MAX_MISSING) break;
      this.#missing.delete(oldest);
      if (!counted) this.#lost += 1;
    }
    return true;
  }

  /** Starts over: the packets that follow have a numbering of their own. */
  restart(): void {
    this.#giveUpAll();
    this.#highest = undefined;
  }

  /** Registers a retransmission. Returns true if the packet was still wanted. */
  recovered(sequence: number, nowMs: number): boolean {
    const missing = this.#missing.get(sequence);
    if (missing === undefined) return false;
    // Only after a single request is it clear which one was answered (Karn's algorithm).
    if (missing.requests === 1) this.#roundTripMs += (nowMs - missing.requestedMs - this.#roundTripMs) * SMOOTHING;
    return this.#missing.delete(sequence);
  }

  /** Returns the sequence numbers to request now, and counts them as requested. */
  takeDue(nowMs: number): number[] {
    const due: number[] = [];
    this.#added = 0;
    const retryMs = Math.max(MIN_RETRY_MS, this.#roundTripMs);
    for (const [sequence, missing] of this.#missing) {
      if (nowMs - missing.detectedMs > MAX_AGE_MS || missing.requests >= MAX_REQUESTS) {
        this.#missing.delete(sequence);
        if (!missing.counted) this.#lost += 1;
        continue;
      }
      if (nowMs - missing.detectedMs < REORDER_TOLERANCE_MS || nowMs - missing.requestedMs < retryMs) continue;
      missing.requestedMs = nowMs;
      missing.requests += 1;
      due.push(sequence);
    }
    return due;
  }

  /** Returns how many packets were found missing since the last call and not recovered by now. Each is counted once. */
  takeCount(): number {
    let count = this.#lost;
    this.#lost = 0;
    for (const missing of this.#missing.values())
      if (!missing.counted) {
        missing.counted = true;
        count += 1;
      }
    return count;
  }

  #giveUpAll(): void {
    for (const { counted } of this.#missing.values()) if (!counted) this.#lost += 1;
    this.#missing.clear();
  }
}
