/** A hole younger than this may be reordering, and is not asked for yet. */
const REORDER_TOLERANCE_MS = 10;
/** Until a repair has been timed: an ordinary round trip from a studio to an origin in another region. */
const DEFAULT_ROUND_TRIP_MS = 100;
/** On a local network a repair takes under 1 ms, which is no reason to ask a thousand times a second. */
const MIN_RETRY_MS = 20;
/** libwebrtc's receiver gives up after 10 requests as well. */
const MAX_REQUESTS = 10;
/** Viewers' jitter buffers have long skipped a packet this old. */
const MAX_AGE_MS = 2000;
/** A hole wider than this is an outage, which repairs do not mend: it is counted, and nothing of it asked for. */
const MAX_REPAIRED = 500;
const SMOOTHING = 1 / 8;
/** libwebrtc's receiver keeps as many and forgets the oldest. */
const MAX_MISSING = 1000;

interface Missing {
  readonly foundMs: number;
  requests: number;
  askedMs: number;
  counted: boolean;
}

/** What is missing of one stream from the publisher, and what of it is due to be asked for. Extended sequence numbers. */
export class NackGenerator {
  readonly #missing = new Map<number, Missing>();
  #highest: number | undefined;
  #roundTripMs = DEFAULT_ROUND_TRIP_MS;
  #givenUp = 0;

  /** Measured from first request to repair. */
  get roundTripMs(): number {
    return this.#roundTripMs;
  }

  /** A packet came, first-hand or late: false if it had come before, or was given up. */
  received(sequence: number, nowMs: number): boolean {
    this.#highest ??= sequence - 1;
    const hole = sequence - this.#highest - 1;
    if (hole > MAX_REPAIRED) {
      this.#giveUpAll();
      this.#givenUp += hole;
      this.#highest = sequence;
      return true;
    }
    for (let missed = this.#highest + 1; missed < sequence; missed++)
      this.#missing.set(missed, { foundMs: nowMs, requests: 0, askedMs: Number.NEGATIVE_INFINITY, counted: false });
    if (sequence <= this.#highest) return this.#missing.delete(sequence);
    this.#highest = sequence;
    for (const [oldest, { counted }] of this.#missing) {
      if (this.#missing.size <= MAX_MISSING) break;
      this.#missing.delete(oldest);
      if (!counted) this.#givenUp += 1;
    }
    return true;
  }

  /** What comes next has numbers of its own. */
  restart(): void {
    this.#giveUpAll();
    this.#highest = undefined;
  }

  /** A retransmission came: true if it was still wanted. */
  recovered(sequence: number, nowMs: number): boolean {
    const missing = this.#missing.get(sequence);
    if (missing === undefined) return false;
    // Only after a single request is it clear which one was answered (Karn's rule).
    if (missing.requests === 1) this.#roundTripMs += (nowMs - missing.askedMs - this.#roundTripMs) * SMOOTHING;
    return this.#missing.delete(sequence);
  }

  /** Sequence numbers to ask for now; each call counts as having asked. */
  takeDue(nowMs: number): number[] {
    const due: number[] = [];
    const retryMs = Math.max(MIN_RETRY_MS, this.#roundTripMs);
    for (const [sequence, missing] of this.#missing) {
      if (nowMs - missing.foundMs > MAX_AGE_MS || missing.requests >= MAX_REQUESTS) {
        this.#missing.delete(sequence);
        if (!missing.counted) this.#givenUp += 1;
        continue;
      }
      if (nowMs - missing.foundMs < REORDER_TOLERANCE_MS || nowMs - missing.askedMs < retryMs) continue;
      missing.askedMs = nowMs;
      missing.requests += 1;
      due.push(sequence);
    }
    return due;
  }

  /** Packets found missing since the last call and not repaired by now; each is counted once. */
  takeCount(): number {
    let count = this.#givenUp;
    this.#givenUp = 0;
    for (const missing of this.#missing.values())
      if (!missing.counted) {
        missing.counted = true;
        count += 1;
      }
    return count;
  }

  #giveUpAll(): void {
    for (const { counted } of this.#missing.values()) if (!counted) this.#givenUp += 1;
    this.#missing.clear();
  }
}
