import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type {
  acrossViewersSchema,
  invalidReasonSchema,
  invalidSecondSchema,
  outcomeSchema,
  verdictOutcomeSchema,
  verdictSchema,
  worthSchema,
} from './schema/verdict-schema.ts';

/** Outcome of a take or of a whole rehearsal. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** Outcome of one budget. `uncertain`: the load of the machine may have moved the value across the limit, or it is not known how far it moves it. */
export type VerdictOutcome = z.infer<typeof verdictOutcomeSchema>;

/** One budget applied to one region: the region's worst viewer decides. */
export type Verdict = DeepReadonly<z.infer<typeof verdictSchema>>;

/** Spread of a number over a region's viewers; each viewer in each take counts as one view. */
export type AcrossViewers = DeepReadonly<z.infer<typeof acrossViewersSchema>>;

/** Worth of READY: at this confidence, no larger share of evenings on this network fails. */
export type Worth = DeepReadonly<z.infer<typeof worthSchema>>;

/** Reason why a take proves nothing, in a sentence a producer understands, and what to do about it. */
export type InvalidReason = DeepReadonly<z.infer<typeof invalidReasonSchema>>;

/** One second of the window that the machine, not the network, may have spoilt. */
export type InvalidSecond = DeepReadonly<z.infer<typeof invalidSecondSchema>>;

/** Whether a take may be judged, and if not, why. */
export interface Validity {
  readonly valid: boolean;
  readonly reasons: readonly InvalidReason[];
  readonly invalidSeconds: readonly InvalidSecond[];
}
