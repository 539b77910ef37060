import type { PacketRing } from './packet-ring.ts';

/** Parameters of RFC 9332, A.1: target of the classic queue, the longest round trip expected, and the coupling factor. */
const TARGET_MS = 15;
const LONGEST_RTT_MS = 100;
const COUPLING = 2;
const INTEGRAL = 0.1;
const PROPORTIONAL = 0.3;

/**
 * Proportional-integral controller of DualPI2 (RFC 9332, A.1), which moves a probability so that the first packet of the
 * classic queue has waited for the target. It does so at fixed times, whenever it is called.
 */
export class PiControl {
  readonly #targetMs: number;
  readonly #updateMs: number;
  readonly #alphaPerMs: number;
  readonly #betaPerMs = PROPORTIONAL / LONGEST_RTT_MS;
  #nextMs = Number.NEGATIVE_INFINITY;
  #lastWaitMs = 0;
  /** Base probability, 0 to 1: p' of the RFC. */
  #probability = 0;

  constructor(targetMs = TARGET_MS) {
    this.#targetMs = targetMs;
    this.#updateMs = Math.min(targetMs, LONGEST_RTT_MS / 3);
    this.#alphaPerMs = (INTEGRAL * this.#updateMs) / LONGEST_RTT_MS ** 2;
  }

  /** Probability with which L4S packets are marked: p_CL. */
  get l4sProbability(): number {
    return Math.min(1, COUPLING * this.#probability);
  }

  /** Probability with which classic packets are marked or dropped: p_C. */
  get classicProbability(): number {
    return this.#probability ** 2;
  }

  /** Whether marking all L4S packets does not suffice, where a quarter of the classic ones are marked or dropped: p_Cmax. */
  get isOverloaded(): boolean {
    return COUPLING * this.#probability >= 1;
  }

  /** Makes the updates that are due by `nowMs`, given the classic queue as it has been since the last call. */
  update(classic: PacketRing, nowMs: number): void {
    if (this.#nextMs === Number.NEGATIVE_INFINITY) this.#nextMs = nowMs + this.#updateMs;
    for (; this.#nextMs <= nowMs; this.#nextMs += this.#updateMs) {
      const waitMs = classic.packets === 0 ? 0 : this.#nextMs - classic.firstTimeMs;
      if (classic.packets === 0 && this.#lastWaitMs === 0 && this.#probability === 0) {
        // Nothing changes before the next packet, however long that takes.
        this.#nextMs += Math.floor((nowMs - this.#nextMs) / this.#updateMs) * this.#updateMs;
        continue;
      }
      const error = this.#alphaPerMs * (waitMs - this.#targetMs) + this.#betaPerMs * (waitMs - this.#lastWaitMs);
      this.#probability = Math.min(1, Math.max(0, this.#probability + error));
      this.#lastWaitMs = waitMs;
    }
  }
}
