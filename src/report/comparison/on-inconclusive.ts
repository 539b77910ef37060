/** What a comparison that could not tell means to whoever asked; `invalid` is beyond it: nothing lets that pass. */
export const ON_INCONCLUSIVE = ['pass', 'warn', 'fail'] as const;
export type OnInconclusive = (typeof ON_INCONCLUSIVE)[number];
