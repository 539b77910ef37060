import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type {
  brokenTakeSchema,
  changeOutcomeSchema,
  changeSchema,
  comparedArmSchema,
  comparisonOutcomeSchema,
  droppedSeedSchema,
  encoderComparisonSchema,
  loneFailureSchema,
  lostSeedSchema,
  missedBudgetSchema,
} from './schema/encoder-comparison-schema.ts';

/** Effect of an encoder change on one number of one region. `no-worse`: not worse by the margin or more. */
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>;

/** `invalid`: data is missing, so nothing is known; unlike `inconclusive`, no gate may let it pass. */
export type ComparisonOutcome = z.infer<typeof comparisonOutcomeSchema>;

/** One encoder setting compared with another: same seeds, same network, differences taken seed by seed. */
export type EncoderComparison = DeepReadonly<z.infer<typeof encoderComparisonSchema>>;

/** One of the two settings compared. */
export type ComparedArm = DeepReadonly<z.infer<typeof comparedArmSchema>>;

/** A budget that a take missed. */
export type MissedBudget = DeepReadonly<z.infer<typeof missedBudgetSchema>>;

/** A budget that one arm missed under a seed and the other kept, the two a margin or more apart. */
export type LoneFailure = DeepReadonly<z.infer<typeof loneFailureSchema>>;

/** A take of the candidate that broke under a seed where none of the baseline did. */
export type BrokenTake = DeepReadonly<z.infer<typeof brokenTakeSchema>>;

/** The first seed that the candidate alone lost, and whether it did again. */
export type LostSeed = DeepReadonly<z.infer<typeof lostSeedSchema>>;

/** A take that does not count in the comparison, and why. */
export type DroppedSeed = DeepReadonly<z.infer<typeof droppedSeedSchema>>;

/** One statistic of one metric in one region, over the seeds that have it in both arms. */
export type Change = DeepReadonly<z.infer<typeof changeSchema>>;
