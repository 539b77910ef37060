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

/**
 * What is advised has to keep its budgets more surely than what is only tried: a rung that misses in so many of its takes is called
 * proven at most one time in ten, which takes seven takes within, or 14 with one missed.
 */
export const PROVEN_BAD_SHARE = 0.3;
export const PROVEN_ALPHA = 0.1;
const PROVEN_DECIDED = Math.log((1 - PROVEN_ALPHA) / PROVEN_ALPHA);
const PROVEN_GOOD_SHARE = 0.03;
const PROVEN_FAIL_SAYS = Math.log(PROVEN_BAD_SHARE / PROVEN_GOOD_SHARE);
const PROVEN_PASS_SAYS = Math.log((1 - PROVEN_BAD_SHARE) / (1 - PROVEN_GOOD_SHARE));

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

/** Of what is within: whether it may be advised. */
export function isProven({ passes, fails }: Pick<Counted, 'passes' | 'fails'>): boolean {
  return fails * PROVEN_FAIL_SAYS + passes * PROVEN_PASS_SAYS <= -PROVEN_DECIDED;
}

/** The largest share of takes missed that so many do not exclude, 95 % sure (Clopper & Pearson 1934). */
export function notExcludedShare({ passes, fails }: Pick<Counted, 'passes' | 'fails'>): number {
  const takes = passes + fails;
  /** P(at most `fails` of the takes are missed). */
  const atMost = (share: number) => {
    let sum = 0;
    let ways = 1;
    for (let missed = 0; missed <= fails; missed++) {
      sum += ways * share ** missed * (1 - share) ** (takes - missed);
      ways = (ways * (takes - missed)) / (missed + 1);
    }
    return sum;
  };
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (atMost(middle) > ALPHA) low = middle;
    else high = middle;
  }
  return high;
}
