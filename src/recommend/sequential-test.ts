// Wald's sequential probability ratio test on "this take missed a budget" (Wald, Sequential Analysis, 1947).

/** Share of takes that miss a budget up to which a rung may be sent: one spoilt evening in ten. */
export const GOOD_SHARE = 0.1;
/** Share of takes that miss a budget from which a rung may not be sent. Between the two, either answer is right. */
export const BAD_SHARE = 0.6;
/** Probability of calling a bad rung good, and of calling a good one bad. */
export const ALPHA = 0.05;

const DECIDED = Math.log((1 - ALPHA) / ALPHA);
const FAIL_LOG_RATIO = Math.log(BAD_SHARE / GOOD_SHARE);
const PASS_LOG_RATIO = Math.log((1 - BAD_SHARE) / (1 - GOOD_SHARE));
/** Weight of a clear miss: it is evidence as strong as bare misses in two takes (docs/recommend.md). */
const CLEAR_FAIL_WEIGHT = 2;

/**
 * Share of missed takes at which a rung is called proven at most one time in ten: what is advised must keep its budgets more reliably
 * than what is only tried. Proof takes seven takes within, or 14 with one missed.
 */
export const PROVEN_BAD_SHARE = 0.3;
export const PROVEN_ALPHA = 0.1;
const PROVEN_DECIDED = Math.log((1 - PROVEN_ALPHA) / PROVEN_ALPHA);
const PROVEN_GOOD_SHARE = 0.03;
const PROVEN_FAIL_LOG_RATIO = Math.log(PROVEN_BAD_SHARE / PROVEN_GOOD_SHARE);
const PROVEN_PASS_LOG_RATIO = Math.log((1 - PROVEN_BAD_SHARE) / (1 - PROVEN_GOOD_SHARE));

export interface Counted {
  readonly passes: number;
  /** All failures, clear ones included. */
  readonly fails: number;
  readonly clearFails: number;
}

/** Decides by the likelihood ratio: within after four passes, beyond after one clear miss or two bare ones. */
export function sequentialTest({ passes, fails, clearFails }: Counted): 'within' | 'beyond' | 'open' {
  const weighed = fails + (CLEAR_FAIL_WEIGHT - 1) * clearFails;
  const ratio = weighed * FAIL_LOG_RATIO + passes * PASS_LOG_RATIO;
  if (ratio >= DECIDED) return 'beyond';
  return ratio <= -DECIDED ? 'within' : 'open';
}

/** Returns whether a rung that is within may be advised. */
export function isProven({ passes, fails }: Pick<Counted, 'passes' | 'fails'>): boolean {
  return fails * PROVEN_FAIL_LOG_RATIO + passes * PROVEN_PASS_LOG_RATIO <= -PROVEN_DECIDED;
}

/** Returns the largest share of missed takes that this many takes do not exclude, with 95 % confidence (Clopper & Pearson 1934). */
export function notExcludedShare({ passes, fails }: Pick<Counted, 'passes' | 'fails'>): number {
  const takes = passes + fails;
  /** Returns P(at most `fails` of the takes are missed). */
  const atMost = (share: number) => {
    let sum = 0;
    let combinations = 1;
    for (let missed = 0; missed <= fails; missed++) {
      sum += combinations * share ** missed * (1 - share) ** (takes - missed);
      combinations = (combinations * (takes - missed)) / (missed + 1);
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
