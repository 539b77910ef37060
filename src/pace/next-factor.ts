import { LEAST_FACTOR, MOST_FACTOR } from '../model/slow.ts';

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
/** page.c's SAFE_SHARE: waits under way reckon with no deeper fall at a time. */
const FALL = 0.8;
/** Below this lateness, for so many seconds on end, the factor is more than is needed... */
const CALM = 0.5;
const CALM_SECONDS = 2;
/** ...unless the CPUs would then be busier than this. */
const FULL = 0.7;

/** What the factor becomes after each second; pure but for the calm it remembers. */
export class FactorRule {
  #calm = 0;
  readonly #least: number;

  /** `least`: what a former take of this rehearsal has proven to be too little is not tried again. */
  constructor(least = LEAST_FACTOR) {
    this.#least = least;
  }

  next(factor: number, { severity, busyFraction }: PacedSecond, mayFall: boolean): number {
    if (severity === undefined) return factor;
    if (severity > 1) {
      this.#calm = 0;
      return Math.min(MOST_FACTOR, factor * Math.min(MOST_RISE, Math.max(LEAST_RISE, severity)));
    }
    this.#calm = severity < CALM ? this.#calm + 1 : 0;
    const roomy = busyFraction === undefined || busyFraction < FULL * FALL;
    if (!mayFall || this.#calm < CALM_SECONDS || !roomy) return factor;
    return Math.max(this.#least, factor * FALL);
  }
}
