/**
 * Period whose minimum delay is taken for the path's own: longer than any queue stands, short enough to follow a change
 * of route.
 */
const BASE_MS = 20_000;
const SLOT_MS = 1000;
/** Period whose minimum delay includes the queue but not the jitter, which holds up only some packets. */
const RECENT_MS = 200;

interface Sample {
  readonly sentMs: number;
  readonly delayMs: number;
}

/** Delay that packets spend in the path's queues, beyond its base delay. The two clocks need not agree. */
export class QueueDelay {
  /** Minimum delay of each second, newest last. */
  #slots: Sample[] = [];
  #recent: Sample[] = [];

  add(sentMs: number, arrivalMs: number): void {
    const sample = { sentMs, delayMs: arrivalMs - sentMs };
    this.#recent.push(sample);
    this.#recent = this.#recent.filter((one) => sentMs - one.sentMs < RECENT_MS);
    const slot = this.#slots.at(-1);
    if (slot === undefined || sentMs - slot.sentMs >= SLOT_MS) this.#slots.push(sample);
    else if (sample.delayMs < slot.delayMs) this.#slots[this.#slots.length - 1] = { ...slot, delayMs: sample.delayMs };
    while (sentMs - (this.#slots[0]?.sentMs ?? sentMs) > BASE_MS) this.#slots.shift();
  }

  /** Queue delay in ms; 0 until packets have arrived. */
  get queueDelayMs(): number {
    if (this.#recent.length === 0) return 0;
    const minimum = (samples: readonly Sample[]) => Math.min(...samples.map(({ delayMs }) => delayMs));
    return minimum(this.#recent) - minimum(this.#slots);
  }
}
