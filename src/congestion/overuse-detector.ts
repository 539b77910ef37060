export type Usage = 'normal' | 'over' | 'under';

/** Parameters of draft-ietf-rmcat-gcc-02 section 5.4, with libwebrtc's values. */
const INITIAL_THRESHOLD_MS = 12.5;
const THRESHOLD_MS = { min: 6, max: 600 };
/** Time that delay must grow before it counts as overuse. */
const OVERUSE_MS = 10;
/**
 * Speed at which the threshold follows a trend above (`up`) and below it (`down`): slowly up, or competing flows would
 * starve this one.
 */
const ADAPTATION = { up: 0.0087, down: 0.039 };
/**
 * A trend this far beyond the threshold is a change of route rather than competition, and does not move the threshold.
 */
const OUTLIER_MS = 15;
const MAX_STEP_MS = 100;

/** Compares the trend of delay with a threshold that adapts to what is usual on this path. */
export class OveruseDetector {
  #thresholdMs = INITIAL_THRESHOLD_MS;
  #overMs: number | undefined;
  #overSteps = 0;
  #trendBefore = 0;
  #updatedMs: number | undefined;
  #usage: Usage = 'normal';

  get usage(): Usage {
    return this.#usage;
  }

  /**
   * Returns the usage after one more trend value. `stepMs` is the send time since the previous one; `nowMs` never goes
   * back.
   */
  detect(trendMs: number, stepMs: number, nowMs: number): Usage {
    if (trendMs > this.#thresholdMs) {
      // The first step counts half: growth began somewhere within it.
      this.#overMs = this.#overMs === undefined ? stepMs / 2 : this.#overMs + stepMs;
      this.#overSteps += 1;
      if (this.#overMs > OVERUSE_MS && this.#overSteps > 1 && trendMs >= this.#trendBefore) {
        this.#overMs = 0;
        this.#overSteps = 0;
        this.#usage = 'over';
      }
    } else {
      this.#overMs = undefined;
      this.#overSteps = 0;
      this.#usage = trendMs < -this.#thresholdMs ? 'under' : 'normal';
    }
    this.#trendBefore = trendMs;
    this.#adaptThreshold(Math.abs(trendMs), nowMs);
    return this.#usage;
  }

  #adaptThreshold(trendMs: number, nowMs: number): void {
    const stepMs = Math.min(MAX_STEP_MS, nowMs - (this.#updatedMs ?? nowMs));
    this.#updatedMs = nowMs;
    if (trendMs > this.#thresholdMs + OUTLIER_MS) return;
    const speed = trendMs < this.#thresholdMs ? ADAPTATION.down : ADAPTATION.up;
    const next = this.#thresholdMs + speed * (trendMs - this.#thresholdMs) * stepMs;
    this.#thresholdMs = Math.min(THRESHOLD_MS.max, Math.max(THRESHOLD_MS.min, next));
  }
}
