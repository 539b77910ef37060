/** Multiple of the media rate to pace at. libwebrtc paces senders at 2.5. */
export const PACING_FACTOR = 3;
/** Lower bound of the pacing rate, for the keyframes of a quiet scene. */
export const MIN_PACING_BPS = 4_000_000;
/**
 * Bursts that may leave at once. By the media rate: libwebrtc's burst interval, with which Chromium sends each ordinary frame in
 * one go. It passes as through servers that do not pace; only what is larger, such as a keyframe, is spread. By the path's
 * capacity: about the resolution of a timer, since what is sent beyond it queues on the path.
 */
export const BURST_MS = 40;
const CAPACITY_BURST_MS = 5;
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
  #burstMs = BURST_MS;
  /** Time at which the next item may leave. */
  #nextMs = 0;

  setMediaRate(mediaBps: number): void {
    this.#rateBps = Math.max(MIN_PACING_BPS, mediaBps * PACING_FACTOR);
    this.#burstMs = BURST_MS;
  }

  /** Sets the pacing rate directly, where the path's capacity is known. */
  setRate(rateBps: number): void {
    this.#rateBps = rateBps;
    this.#burstMs = CAPACITY_BURST_MS;
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
    this.#nextMs = Math.max(this.#nextMs, nowMs - this.#burstMs) + this.#durationMs(next.bytes);
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
