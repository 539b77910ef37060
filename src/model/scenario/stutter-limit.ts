/** Share of time that stutter may take, unless a scenario says otherwise: our assumptions (verdict/default-budgets.ts). */
export const STUTTER_LIMIT = { picture: 0.03, sound: 0.02 } as const;
