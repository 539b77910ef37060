/**
 * Multiple of the media rate to pace at. libwebrtc paces senders at 2.5, so what arrives paced leaves without queueing.
 */
export const PACING_FACTOR = 3;
/** Lower bound of the pacing rate, for the keyframes of a quiet scene. */
export const MIN_PACING_BPS = 4_000_000;
/** Burst that may leave at once: libwebrtc's burst interval, and about the resolution of a timer. */
const BURST_MS = 5;
/** Queue beyond which a viewer gets nothing new until a keyframe: half a second late is no longer live. */
export const MAX_QUEUE_MS = 500;

interface Queued<T> {
  readonly item: T;
  readonly bytes: number;
}

/** Leaky bucket: releases items in order, no faster than the pacing rate beyond a small burst. Times are passed in. */
export class Pacer<T> {
  #queue: Queued<T>[] = [];
  #urgent: Queued<T>[] = [];
  #queuedBytes = 0;
  #rateBps = MIN_PACING_BPS;
  /** Time at which the next item may leave. */
  #nextMs = 0;

  setMediaRate(mediaBps: number): void {
    this.#rateBps = Math.max(MIN_PACING_BPS, mediaBps * PACING_FACTOR);
  }

  /** Sets the pacing rate directly, where the path's capacity is known. */
  setRate(rateBps: number): void {
    this.#rateBps = rateBps;
  }

  /** Queues an item. `urgent` ones overtake the others: a retransmission is already late. */
  push(item: T, bytes: number, urgent = false): void {
    (urgent ? this.#urgent : this.#queue).push({ item, bytes });
    this.#queuedBytes += bytes;
  }

  /** Removes and returns an item that may leave by now; undefined if none may. */
  take(nowMs: number): T | undefined {
    if (this.#nextMs > nowMs) return undefined;
    const next = this.#urgent.shift() ?? this.#queue.shift();
    if (next === undefined) return undefined;
    this.#queuedBytes -= next.bytes;
    this.#nextMs = Math.max(this.#nextMs, nowMs - BURST_MS) + this.#durationMs(next.bytes);
    return next.item;
  }

  /** Returns when `take` will next return something; undefined while nothing is queued. */
  nextDueMs(): number | undefined {
    return this.#queuedBytes > 0 ? this.#nextMs : undefined;
  }

  /** Time in ms that the queue takes to drain at the current rate. */
  get queuedMs(): number {
    return this.#durationMs(this.#queuedBytes);
  }

  clear(): void {
    this.#queue = [];
    this.#urgent = [];
    this.#queuedBytes = 0;
  }

  #durationMs(bytes: number): number {
    return (bytes * 8 * 1000) / this.#rateBps;
  }
}
