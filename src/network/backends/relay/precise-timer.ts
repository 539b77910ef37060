/**
 * A timer of Node's fires up to some 1.5 ms late, since the event loop counts whole milliseconds: from here on before the
 * due time the loop turns by itself, and between turns the thread naps.
 */
const TURN_FROM_MS = 2;
/** A nap blocks the thread: what arrives meanwhile is read, and stamped, up to this much late. */
const NAP_MS = 0.2;
/** A nap lasts this much longer than asked, by the kernel's timer slack: what is left is turned through awake. */
const NAP_LATE_MS = 0.06;
/** On Windows a nap takes a whole tick of its clock, 1 to 16 ms: there the loop turns without. */
const CAN_NAP = process.platform !== 'win32';

const napping = new Int32Array(new SharedArrayBuffer(4));

/** Calls back once at or shortly after a time, while the event loop stays open to sockets; idle, it costs nothing. */
export class PreciseTimer {
  readonly #now: () => number;
  readonly #onDue: () => void;
  #dueMs = Number.POSITIVE_INFINITY;
  #timeout: NodeJS.Timeout | undefined;
  #turning: NodeJS.Immediate | undefined;

  constructor(now: () => number, onDue: () => void) {
    this.#now = now;
    this.#onDue = onDue;
  }

  /** To be called back at `dueMs` instead of when it was; Infinity for not at all. */
  set(dueMs: number): void {
    if (dueMs === this.#dueMs) return;
    this.#dueMs = dueMs;
    // A loop that turns looks at the new time by itself.
    if (this.#turning === undefined) this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
    this.#turning = undefined;
    if (this.#dueMs === Number.POSITIVE_INFINITY) return;
    const waitMs = this.#dueMs - this.#now();
    if (waitMs > TURN_FROM_MS + 1) this.#timeout = setTimeout(() => this.#plan(), Math.floor(waitMs - TURN_FROM_MS));
    else this.#turning = setImmediate(() => this.#turn());
  }

  #turn(): void {
    const leftMs = this.#dueMs - this.#now();
    if (leftMs > TURN_FROM_MS + 1) {
      this.#plan();
      return;
    }
    if (CAN_NAP && leftMs > NAP_LATE_MS) Atomics.wait(napping, 0, 0, Math.min(NAP_MS, leftMs - NAP_LATE_MS));
    if (this.#dueMs > this.#now()) {
      this.#turning = setImmediate(() => this.#turn());
      return;
    }
    this.#turning = undefined;
    this.#dueMs = Number.POSITIVE_INFINITY;
    this.#onDue();
  }
}
