/** Output runs at this multiple of the media rate: libwebrtc paces senders at 2.5, so what comes in paced goes out unqueued. */
export const PACING_FACTOR = 3;
/** And never below this, or a keyframe of a quiet scene would take its time. */
export const MIN_PACING_BPS = 4_000_000;
/** As much may leave at once: libwebrtc's own burst interval, and about what a timer can resolve. */
const BURST_MS = 5;
/** A viewer with more than this waiting gets nothing new until a keyframe: half a second late is no longer live. */
export const MAX_QUEUE_MS = 500;

interface Queued<T> {
  readonly item: T;
  readonly bytes: number;
}

/** A leaky bucket: gives items back, in order and each once, no faster than `rateBps` beyond a small burst. No clock of its own. */
export class Pacer<T> {
  #queue: Queued<T>[] = [];
  #urgent: Queued<T>[] = [];
  #queuedBytes = 0;
  #rateBps = MIN_PACING_BPS;
  /** When the line is free again. */
  #freeMs = 0;

  setMediaRate(mediaBps: number): void {
    this.#rateBps = Math.max(MIN_PACING_BPS, mediaBps * PACING_FACTOR);
  }

  /** Where it is known what the way carries. */
  setRate(rateBps: number): void {
    this.#rateBps = rateBps;
  }

  /** `urgent` goes before what is not: a retransmission is already late. */
  push(item: T, bytes: number, urgent = false): void {
    (urgent ? this.#urgent : this.#queue).push({ item, bytes });
    this.#queuedBytes += bytes;
  }

  /** Everything that may leave by now. */
  take(nowMs: number): T[] {
    const taken: T[] = [];
    while (this.#freeMs <= nowMs) {
      const next = this.#urgent.shift() ?? this.#queue.shift();
      if (next === undefined) break;
      this.#queuedBytes -= next.bytes;
      this.#freeMs = Math.max(this.#freeMs, nowMs - BURST_MS) + this.#milliseconds(next.bytes);
      taken.push(next.item);
    }
    return taken;
  }

  /** When `take` will next give something; undefined with nothing queued. */
  nextDueMs(): number | undefined {
    return this.#queuedBytes > 0 ? this.#freeMs : undefined;
  }

  /** How long the queue takes to leave at the present rate. */
  get queuedMs(): number {
    return this.#milliseconds(this.#queuedBytes);
  }

  clear(): void {
    this.#queue = [];
    this.#urgent = [];
    this.#queuedBytes = 0;
  }

  #milliseconds(bytes: number): number {
    return (bytes * 8 * 1000) / this.#rateBps;
  }
}
