/** Positional that takes several words. Without its default, --help would tell of an empty list. */
export const SEVERAL = { type: 'string', array: true, default: undefined } as const;
