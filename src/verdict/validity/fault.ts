import type { Text } from '../../model/result/text.ts';

/** A reason for which a take, or a whole rehearsal, proves nothing, in words for people. InvalidReason is its result.json form. */
export interface Fault {
  /** Stable id, in InvalidReason.signal. */
  readonly id: string;
  /** Name of the problem, as a producer would put it. */
  readonly title: Text;
  /** Remedy in a sentence. */
  readonly advice: Text;
  /**
   * Command to try next. 'run-again': chance, or somebody who interrupted it, is the cause. 'doctor': something here is missing or broken, so that
   * a slower clock does not help. 'check': the scenario lacks something. 'slow-down': the machine was too slow.
   */
  readonly remedy: 'run-again' | 'doctor' | 'check' | 'slow-down';
}
