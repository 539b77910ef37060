import { it } from 'vitest';

/** Tests that take long and guard a corner: run by `npm run test:long`, skipped by `npm test`. */
export const LONG = process.env.LONGHAUL_LONG_TESTS === '1';
export const itLong = it.runIf(LONG);

/** Faults that `npm test` has no time for: run by `npm run test:faults` and `npm run test:long`. */
export const itFault = it.runIf(LONG || process.env.LONGHAUL_FAULT_TESTS === '1');
