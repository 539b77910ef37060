/** Default limit on the share of time that stutter may take, 0 to 1: our assumptions (verdict/default-budgets.ts). */
export const STUTTER_LIMIT = { picture: 0.03, sound: 0.02 } as const;
