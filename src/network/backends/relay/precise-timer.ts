import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const ALARM_CLOCK = new URL('./alarm-clock.mjs', import.meta.url);
/** Busy-wait at the end of a sleep. On Windows a sleep ends with a tick of the system clock, every 15.6 ms. */
const AWAKE_MS = process.platform === 'win32' ? 16 : 0;

/**
 * Timer that calls back within some 0.1 ms after its due time. Node's timers are up to 1.5 ms late, because the event loop
 * counts whole milliseconds. Another thread sleeps and wakes the event loop, which stays free to handle sockets meanwhile.
 */
export class PreciseTimer {
  readonly #now: () => number;
  readonly #onDue: () => void;
  readonly #setting = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #alarmMs = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)).fill(
    Number.POSITIVE_INFINITY,
  );
  readonly #alarmClock: Worker;
  readonly #started: Promise<unknown[]>;
  /** Offset from the caller's clock to process.hrtime, which both threads can read. */
  readonly #offsetMs: number;
  #dueMs = Number.POSITIVE_INFINITY;
  /** Pending time of the alarm clock; Infinity when it is not set. */
  #armedMs = Number.POSITIVE_INFINITY;

  constructor(now: () => number, onDue: () => void) {
    this.#now = now;
    this.#onDue = onDue;
    const [seconds, nanoseconds] = process.hrtime();
    this.#offsetMs = seconds * 1000 + nanoseconds / 1e6 - now();
    this.#alarmClock = new Worker(ALARM_CLOCK, {
      workerData: { setting: this.#setting, dueMs: this.#alarmMs, awakeMs: AWAKE_MS },
      execArgv: [],
    });
    this.#started = once(this.#alarmClock, 'message');
    this.#alarmClock.on('message', (rung: number | 'ready') => rung === this.#setting[0] && this.#ring());
    this.#alarmClock.unref();
  }

  /** Changes the due time; Infinity cancels the callback. */
  set(dueMs: number): void {
    this.#dueMs = dueMs;
    // An alarm that rings too early is rearmed then, which is cheaper than waking its thread now.
    if (dueMs < this.#armedMs) this.#arm(dueMs);
  }

  /** Resolves when the alarm clock's thread runs; callbacks due earlier are late. */
  async started(): Promise<void> {
    await this.#started;
  }

  async close(): Promise<void> {
    await this.#alarmClock.terminate();
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
