import type { PicturePlan } from '../snapshots/picture-plan.ts';

/** Twice as large as the one that was let in shortly before is worth its pictures too. */
const FAR_LARGER = 2;

/** Which incidents of one kind are kept: spread over the take, none far larger than its neighbours left out. */
export class IncidentGate {
  readonly #plan: PicturePlan;
  #admitted = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #lastSize = 0;

  constructor(plan: PicturePlan) {
    this.#plan = plan;
  }

  /** `size` in whatever unit the kind has. */
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
