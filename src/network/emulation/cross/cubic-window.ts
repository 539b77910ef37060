import type { TcpControl } from './tcp-control.ts';

/** Constants of RFC 9438: C, in packets/s³ (section 5), and the decrease factor (section 4.6). */
const C = 0.4;
const BETA = 0.7;
/** Additive increase with which Reno would be as fast at this decrease factor: section 4.3. */
const RENO_ALPHA = (3 * (1 - BETA)) / (1 + BETA);
/** Initial window, in packets: RFC 6928. */
const INITIAL_PACKETS = 10;
const LEAST_PACKETS = 2;
/** Maximum growth within a round trip: section 4.4. */
const MOST_GROWTH = 1.5;

/** Returns W_cubic of RFC 9438, section 4.2, in packets: `t` and `k` in s, `max` in packets. */
export function cubicWindowAt(t: number, k: number, max: number): number {
  return C * (t - k) ** 3 + max;
}

/** Returns K, the time in s in which the window grows from `start` back to `max`. */
export function cubicPeriod(max: number, start: number): number {
  return Math.cbrt((max - start) / C);
}

/**
 * Congestion window of a CUBIC sender in packets, as in RFC 9438: slow start, the cubic function, the region in which Reno
 * would be faster, and fast convergence. Slow start ends with a loss or mark: HyStart++ is not modelled.
 */
export class CubicWindow implements TcpControl {
  readonly gapMs = 0;
  readonly growsInRecovery = false;
  packets = INITIAL_PACKETS;
  #threshold = Number.POSITIVE_INFINITY;
  /** Window before the last decrease, lowered by fast convergence; 0 when there was none. */
  #max = 0;
  /** Window just before the last decrease. */
  #before = 0;
  /** Start of congestion avoidance; undefined until its first acknowledgement. */
  #epochMs: number | undefined;
  #period = 0;
  #reno = 0;

  /** Grows the window for one acknowledged packet; `rttMs`: smoothed round trip. */
  acknowledged(atMs: number, rttMs: number): void {
    if (this.packets < this.#threshold) {
      this.packets++;
      return;
    }
    const t = (atMs - this.#startOfEpoch(atMs)) / 1000;
    this.#reno += (this.#reno >= this.#before ? 1 : RENO_ALPHA) / this.packets;
    if (cubicWindowAt(t, this.#period, this.#max) < this.#reno) {
      this.packets = Math.max(this.packets, this.#reno);
      return;
    }
    const wanted = cubicWindowAt(t + rttMs / 1000, this.#period, this.#max);
    const target = Math.max(this.packets, Math.min(MOST_GROWTH * this.packets, wanted));
    this.packets += (target - this.packets) / this.packets;
  }

  /** Shrinks the window after a loss or a mark; called once per window of packets. */
  congested(): void {
    const { packets } = this;
    this.#before = packets;
    this.#max = packets < this.#max ? (packets * (1 + BETA)) / 2 : packets;
    this.#threshold = Math.max(LEAST_PACKETS, packets * BETA);
    this.packets = this.#threshold;
    this.#epochMs = undefined;
  }

  /** Starts again with one packet, when nothing has been acknowledged for too long. */
  timedOut(): void {
    this.#before = this.packets;
    this.#threshold = Math.max(LEAST_PACKETS, this.packets * BETA);
    // Section 4.8: the plateau is where congestion avoidance begins.
    this.#max = 0;
    this.packets = 1;
    this.#epochMs = undefined;
  }

  #startOfEpoch(atMs: number): number {
    if (this.#epochMs !== undefined) return this.#epochMs;
    this.#epochMs = atMs;
    this.#reno = this.packets;
    if (this.packets >= this.#max) this.#max = this.packets;
    this.#period = cubicPeriod(this.#max, this.packets);
    return atMs;
  }
}
