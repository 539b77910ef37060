import { LEAST_FACTOR, MOST_FACTOR } from '../model/scenario/slow.ts';

/** One second of the stream's own time. */
export interface PacedSecond {
  /** The worst lateness over what is wanted; undefined where nothing spoke. */
  readonly severity: number | undefined;
  /** All CPUs together, 0..1; undefined where the platform does not tell. */
  readonly busyFraction: number | undefined;
}

/** A rise follows the lateness, within these. */
const LEAST_RISE = 1.25;
const MOST_RISE = 2;
/** One second a little late happens on any machine: it counts if another did in so many seconds before it, or if it is this bad. */
const REPEATED_WITHIN = 3;
const BAD = 2.5;
/** Below this lateness, for so many seconds on end, the factor is more than is needed... */
const CALM = 0.5;
const CALM_SECONDS = 2;
/** ...as far as leaves the CPUs this busy. Beside others that take every CPU anyway busy says nothing: there it is felt out. */
const COMFORTABLE = 0.6;
const OTHERS_TAKE_ALL = 0.97;
const FELT_OUT = 0.8;
/** A fall by less is not worth it. */
const LEAST_FALL = 0.9;

/** What the factor becomes after each second: pure, but for the few seconds it remembers. */
export class FactorRule {
  readonly #least: number;
  #calm = 0;
  #sinceLate = Number.POSITIVE_INFINITY;

  /** `least`: what a former take of this rehearsal has proven to be too little is not tried again. */
  constructor(least = LEAST_FACTOR) {
    this.#least = least;
  }

  next(factor: number, { severity, busyFraction }: PacedSecond, mayFall: boolean): number {
    this.#sinceLate += 1;
    if (severity === undefined) return factor;
    if (severity > 1) {
      const isRepeated = this.#sinceLate <= REPEATED_WITHIN;
      this.#calm = 0;
      this.#sinceLate = 0;
      if (!isRepeated && severity < BAD) return factor;
      return Math.min(MOST_FACTOR, factor * Math.min(MOST_RISE, Math.max(LEAST_RISE, Math.sqrt(severity))));
    }
    this.#calm = severity < CALM ? this.#calm + 1 : 0;
    if (!mayFall || this.#calm < CALM_SECONDS) return factor;
    const share = busyFraction === undefined || busyFraction > OTHERS_TAKE_ALL ? FELT_OUT : busyFraction / COMFORTABLE;
    return share > LEAST_FALL ? factor : Math.max(this.#least, factor * share);
  }
}
