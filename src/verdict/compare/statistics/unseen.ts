/** Probability of not having met a fault that is nevertheless called ruled out. */
const UNMET = 0.05;

/** Returns the share of seeds beyond which a fault would have been met with 95 % certainty (the exact rule of three). */
export function shareRuledOut(seeds: number): number {
  return 1 - UNMET ** (1 / Math.max(1, seeds));
}

/** Returns the fewest seeds that rule out a fault which occurs in this share of seeds. */
export function seedsToRuleOut(share: number): number {
  return Math.ceil(Math.log(UNMET) / Math.log(1 - share));
}
