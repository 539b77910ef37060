/** Shortest real sleep: a wait that ends sooner found a packet already there. */
const NO_SLEEP_MS = 0.05;

/**
 * Upper bound of the time a packet lay in the kernel's queue before it was read; the kernel does not timestamp packets on a
 * TUN device. A packet that arrives while the loop sleeps wakes it, so it is late at most by the time the sleep overran; one
 * that arrives while the loop works waits at most as long as that work. A freeze of the loop shows in one of the two. A
 * late wake-up within a sleep is not seen, so sleeps must be short.
 */
export class UnreadTime {
  #wokeMs: number;
  #sleptAtMs: number;
  #untilMs: number;
  /** Upper bound of the wait of packets that were there at the last wake-up. */
  #heldMs = 0;

  constructor(nowMs: number) {
    this.#wokeMs = this.#sleptAtMs = this.#untilMs = nowMs;
  }

  /** Records that the loop goes to sleep until `untilMs` at the latest. */
  sleep(nowMs: number, untilMs: number): void {
    this.#sleptAtMs = nowMs;
    this.#untilMs = Math.max(nowMs, untilMs);
  }

  /** Records that the loop woke up. */
  wake(nowMs: number): void {
    const workedMs = this.#sleptAtMs - this.#wokeMs;
    const hasSlept = nowMs - this.#sleptAtMs > NO_SLEEP_MS;
    this.#heldMs = Math.max(nowMs - this.#untilMs, hasSlept ? 0 : workedMs, 0);
    this.#wokeMs = nowMs;
  }

  /** Returns the upper bound for a packet that is read now. */
  boundMs(nowMs: number): number {
    return this.#heldMs + nowMs - this.#wokeMs;
  }
}
