/**
 * Public interface of the package, its only entry for programs (docs/library.md). scripts/generate-types.mjs writes its types
 * when the package is packed.
 */
export { CannotMeasureError, InputError, type Problem } from '../lib/errors.ts';
export type { EncoderComparison } from '../model/result/encoder-comparison.ts';
export type { Result, TakeResult } from '../model/result/result.ts';
export type { Scenario } from '../model/scenario/scenario.ts';
export { readResult } from '../result/read-result.ts';
export { type CheckedScenario, check } from './check.ts';
export { type CompareOptions, compare } from './compare.ts';
export { type Rehearsed, type RehearseOptions, rehearse } from './rehearse.ts';
