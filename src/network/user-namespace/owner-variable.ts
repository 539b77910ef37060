/** In the environment of all that runs in a user namespace of ours: owner.ts's prefix of the runner's names. */
export const OWNER_VARIABLE = 'LONGHAUL_OWNER';
