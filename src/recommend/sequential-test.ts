// Wald's sequential probability ratio test on "this take missed a budget" (Wald, Sequential Analysis, 1947).

/** A rung that misses a budget in so large a share of its takes may be sent: one spoilt evening in ten. */
export const GOOD_SHARE = 0.1;
/** And one that misses in so many may not. Between the two either answer is right. */
export const BAD_SHARE = 0.6;
/** Chance of calling a bad rung good, and of calling a good one bad. */
export const ALPHA = 0.05;

const DECIDED = Math.log((1 - ALPHA) / ALPHA);
const FAIL_SAYS = Math.log(BAD_SHARE / GOOD_SHARE);
const PASS_SAYS = Math.log((1 - BAD_SHARE) / (1 - GOOD_SHARE));
/** A budget missed clearly says as much as one missed barely in two takes: docs/recommend.md. */
const CLEAR_FAIL_IS = 2;

export interface Counted {
  readonly passes: number;
  /** Clear ones included. */
  readonly fails: number;
  readonly clearFails: number;
}

/** Within after four passes, beyond after a clear miss or two bare ones; with both, as the ratio says. */
export function sequentialTest({ passes, fails, clearFails }: Counted): 'within' | 'beyond' | 'open' {
  const weighed = fails + (CLEAR_FAIL_IS - 1) * clearFails;
  const ratio = weighed * FAIL_SAYS + passes * PASS_SAYS;
  if (ratio >= DECIDED) return 'beyond';
  return ratio <= -DECIDED ? 'within' : 'open';
}
