import type { PicturePlan } from '../snapshots/picture-plan.ts';

/** An incident this many times larger than one admitted shortly before is admitted too. */
const FAR_LARGER = 2;

/** Decides which incidents of one kind are kept: spread over the take, without leaving out one far larger than its neighbours. */
export class IncidentGate {
  readonly #plan: PicturePlan;
  #admitted = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #lastSize = 0;

  constructor(plan: PicturePlan) {
    this.#plan = plan;
  }

  /** Returns whether to keep an incident; `size` is in whatever unit its kind has. */
  admits(atMs: number, size: number): boolean {
    if (this.#admitted >= this.#plan.mostIncidents) return false;
    const isSoon = atMs - this.#lastMs < this.#plan.incidentIntervalMs;
    if (isSoon && size < this.#lastSize * FAR_LARGER) return false;
    this.#admitted++;
    this.#lastMs = atMs;
    this.#lastSize = size;
    return true;
  }
}
