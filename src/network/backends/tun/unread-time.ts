/** A wait that ends sooner did not sleep: something was there already. */
const NO_SLEEP_MS = 0.05;

/**
 * Bound of how long a packet may have lain in the kernel's queue when it is read, for a kernel that does not stamp what a TUN
 * device is given. What came while the loop slept wakes it, so it is late by no more than the sleep went beyond its end;
 * what came while it worked waited no longer than that work. A loop that was frozen finds its freeze in one of the two. A wake-up
 * that is late within a sleep is not seen: sleeps are to be short.
 */
export class UnreadTime {
  #wokeMs: number;
  #sleptAtMs: number;
  #untilMs: number;
  /** Longest wait of what there was at the last waking. */
  #heldMs = 0;

  constructor(nowMs: number) {
    this.#wokeMs = this.#sleptAtMs = this.#untilMs = nowMs;
  }

  /** The loop goes to sleep until `untilMs` at most. */
  sleep(nowMs: number, untilMs: number): void {
    this.#sleptAtMs = nowMs;
    this.#untilMs = Math.max(nowMs, untilMs);
  }

  wake(nowMs: number): void {
    const workedMs = this.#sleptAtMs - this.#wokeMs;
    const hasSlept = nowMs - this.#sleptAtMs > NO_SLEEP_MS;
    this.#heldMs = Math.max(nowMs - this.#untilMs, hasSlept ? 0 : workedMs, 0);
    this.#wokeMs = nowMs;
  }

  /** Of a packet that is read now. */
  boundMs(nowMs: number): number {
    return this.#heldMs + nowMs - this.#wokeMs;
  }
}
