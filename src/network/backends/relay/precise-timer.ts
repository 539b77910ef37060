import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const ALARM_CLOCK = new URL('./alarm-clock.mjs', import.meta.url);
/** A sleep on Windows ends with a tick of its clock, every 15.6 ms. */
const AWAKE_MS = process.platform === 'win32' ? 16 : 0;

/**
 * Calls back at a time or some 0.1 ms later: a timer of Node's would be up to 1.5 ms late, since its event loop counts whole
 * milliseconds. Another thread sleeps until then and wakes the loop, which meanwhile is open to sockets at once.
 */
export class PreciseTimer {
  readonly #now: () => number;
  readonly #onDue: () => void;
  readonly #setting = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #alarmMs = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)).fill(
    Number.POSITIVE_INFINITY,
  );
  readonly #clock: Worker;
  readonly #started: Promise<unknown[]>;
  /** From the caller's clock to process.hrtime, which both threads can read. */
  readonly #offsetMs: number;
  #dueMs = Number.POSITIVE_INFINITY;
  /** What the clock has been set to, and has not rung for. */
  #armedMs = Number.POSITIVE_INFINITY;

  constructor(now: () => number, onDue: () => void) {
    this.#now = now;
    this.#onDue = onDue;
    const [seconds, nanoseconds] = process.hrtime();
    this.#offsetMs = seconds * 1000 + nanoseconds / 1e6 - now();
    this.#clock = new Worker(ALARM_CLOCK, {
      workerData: { setting: this.#setting, dueMs: this.#alarmMs, awakeMs: AWAKE_MS },
      execArgv: [],
    });
    this.#started = once(this.#clock, 'message');
    this.#clock.on('message', (rung: number | 'ready') => rung === this.#setting[0] && this.#ring());
    this.#clock.unref();
  }

  /** To be called back at `dueMs` instead of when it was; Infinity for not at all. */
  set(dueMs: number): void {
    this.#dueMs = dueMs;
    // A clock that rings too early is set anew then: that is cheaper than to wake it now.
    if (dueMs < this.#armedMs) this.#arm(dueMs);
  }

  /** Resolves when the clock runs; what is due before is late. */
  async started(): Promise<void> {
    await this.#started;
  }

  async close(): Promise<void> {
    await this.#clock.terminate();
  }

  #arm(dueMs: number): void {
    this.#armedMs = dueMs;
    this.#alarmMs[0] = dueMs + this.#offsetMs;
    Atomics.add(this.#setting, 0, 1);
    Atomics.notify(this.#setting, 0);
  }

  #ring(): void {
    this.#armedMs = Number.POSITIVE_INFINITY;
    if (this.#dueMs > this.#now()) {
      if (this.#dueMs < Number.POSITIVE_INFINITY) this.#arm(this.#dueMs);
      return;
    }
    this.#dueMs = Number.POSITIVE_INFINITY;
    this.#onDue();
  }
}
