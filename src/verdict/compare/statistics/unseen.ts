/** Certainty with which a fault that was not met is called ruled out. */
export const CONFIDENCE = 0.95;
/** Probability that it was nevertheless there. */
const UNMET = 1 - CONFIDENCE;

/** Returns the share of seeds beyond which a fault would have been met with 95 % certainty (the exact rule of three): 1 of no seeds. */
export function shareRuledOut(seeds: number): number {
  return 1 - UNMET ** (1 / seeds);
}

/** Returns the fewest seeds that rule out a fault which occurs in this share of seeds. */
export function seedsToRuleOut(share: number): number {
  return Math.ceil(Math.log(UNMET) / Math.log(1 - share));
}
