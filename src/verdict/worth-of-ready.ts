import type { Worth } from '../model/result/verdict.ts';
import { CONFIDENCE, shareRuledOut } from './compare/statistics/unseen.ts';

/**
 * Returns what so many seeds without a failure prove: the largest share of evenings that could fail and still let this many in a row
 * pass one time in twenty, (1 - share)^n = 0.05 (Clopper and Pearson's bound for none in n; the rule of three for many). Assumes
 * that evenings differ as much as seeds do.
 */
export function worthOfReady(cleanSeeds: number): Worth {
  return { cleanSeeds, couldFailFraction: shareRuledOut(cleanSeeds), confidence: CONFIDENCE };
}
