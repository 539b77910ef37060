import type { GroupStep } from './arrival-groups.ts';

/** Groups in the regression, smoothing factor and gain: all libwebrtc's values. */
const WINDOW = 20;
const SMOOTHING = 0.9;
const GAIN = 4;
/** Number of groups up to which the slope gains weight. */
const MAX_GROUPS = 60;

interface Point {
  readonly atMs: number;
  readonly delayMs: number;
}

/**
 * Trend of the one-way delay: the slope of a line through the smoothed sum of delay variations. It is libwebrtc's
 * successor to the Kalman filter of draft-ietf-rmcat-gcc-02 section 5.3.
 */
export class Trendline {
  #points: Point[] = [];
  #groups = 0;
  #firstArrivalMs: number | undefined;
  #delayMs = 0;
  #smoothedMs = 0;

  /** Returns the slope after one more group, scaled so that it can be compared with a threshold in ms. */
  add({ sentStepMs, arrivalStepMs, arrivalMs }: GroupStep): number {
    this.#groups += 1;
    this.#firstArrivalMs ??= arrivalMs;
    this.#delayMs += arrivalStepMs - sentStepMs;
    this.#smoothedMs = SMOOTHING * this.#smoothedMs + (1 - SMOOTHING) * this.#delayMs;
    this.#points.push({ atMs: arrivalMs - this.#firstArrivalMs, delayMs: this.#smoothedMs });
    if (this.#points.length > WINDOW) this.#points.shift();
    if (this.#points.length < WINDOW) return 0;
    return Math.min(this.#groups, MAX_GROUPS) * slope(this.#points) * GAIN;
  }
}

/** Returns the least-squares slope; 0 when all points have the same time. */
function slope(points: readonly Point[]): number {
  const meanAtMs = points.reduce((sum, { atMs }) => sum + atMs, 0) / points.length;
  const meanDelayMs = points.reduce((sum, { delayMs }) => sum + delayMs, 0) / points.length;
  let [variance, covariance] = [0, 0];
  for (const { atMs, delayMs } of points) {
    covariance += (atMs - meanAtMs) * (delayMs - meanDelayMs);
    variance += (atMs - meanAtMs) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}
