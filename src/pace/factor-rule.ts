import { LEAST_FACTOR, MOST_FACTOR } from '../model/scenario/slow.ts';

/** One second of stream time. */
export interface PacedSecond {
  /** Worst lateness relative to its target; undefined where nothing was measured. */
  readonly severity: number | undefined;
  /** Busy fraction of all CPUs together, 0 to 1; undefined where the platform does not report it. */
  readonly busyFraction: number | undefined;
}

/** Bounds on the ratio by which the factor rises. */
const LEAST_RISE = 1.25;
const MOST_RISE = 2;
/** Seconds since an earlier late one within which a slightly late second counts: any machine has single ones. */
const REPEATED_WITHIN = 3;
/** Seconds after a fall within which lateness is the fall's doing: it is not tried again. */
const FALL_SHOWS_WITHIN = 3;
/** Severity from which a single late second counts. */
const BAD = 2.5;
/** Severity below which, for so many consecutive seconds, the factor is higher than needed. */
const CALM = 0.5;
const CALM_SECONDS = 2;
/** Busy fraction down to which the factor falls. */
const COMFORTABLE = 0.6;
/** Busy fraction above which other programs take every CPU, so that it says nothing about the take. */
const OTHERS_TAKE_ALL = 0.97;
/** Ratio by which the factor then falls, on trial. */
const TRIAL_FALL = 0.8;
/** Ratio above which a fall is not worthwhile. */
const LEAST_FALL = 0.9;

/** Computes the factor after each second, from that second and the few it remembers. */
export class FactorRule {
  #least: number;
  #calmSeconds = 0;
  #secondsSinceLate = Number.POSITIVE_INFINITY;
  /** Factor before the last fall. */
  #fellFrom = LEAST_FACTOR;
  #secondsSinceFall = Number.POSITIVE_INFINITY;

  /** `least` is the lowest factor to try: less has already been too little for a take of this rehearsal. */
  constructor(least = LEAST_FACTOR) {
    this.#least = least;
  }

  /** Returns the factor for the next second. */
  next(factor: number, { severity, busyFraction }: PacedSecond, mayFall: boolean): number {
    this.#secondsSinceLate += 1;
    this.#secondsSinceFall += 1;
    if (severity === undefined) return factor;
    if (severity > 1) {
      const isRepeated = this.#secondsSinceLate <= REPEATED_WITHIN;
      this.#calmSeconds = 0;
      this.#secondsSinceLate = 0;
      if (!isRepeated && severity < BAD) return factor;
      // Else it would fall and rise until the window opens: where the CPUs' busy time says little, as in a container with a quota.
      if (this.#secondsSinceFall <= FALL_SHOWS_WITHIN) this.#least = Math.max(this.#least, this.#fellFrom);
      return Math.min(MOST_FACTOR, factor * Math.min(MOST_RISE, Math.max(LEAST_RISE, Math.sqrt(severity))));
    }
    this.#calmSeconds = severity < CALM ? this.#calmSeconds + 1 : 0;
    if (!mayFall || this.#calmSeconds < CALM_SECONDS) return factor;
    const isUnknown = busyFraction === undefined || busyFraction > OTHERS_TAKE_ALL;
    const ratio = isUnknown ? TRIAL_FALL : busyFraction / COMFORTABLE;
    const lower = ratio > LEAST_FALL ? factor : Math.max(this.#least, factor * ratio);
    if (lower >= factor) return factor;
    this.#fellFrom = factor;
    this.#secondsSinceFall = 0;
    return lower;
  }
}
