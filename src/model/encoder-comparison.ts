/** What a change of the encoder does to one number of one region. No worse: not by the margin or more. */
export type ChangeOutcome = 'improved' | 'no-worse' | 'regressed' | 'inconclusive';
