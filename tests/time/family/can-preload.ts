import { findPreload } from '../../../src/time/preload.ts';

const found = findPreload();
if ('why' in found) console.error(`SKIPPED: virtual time is not to be had here: ${found.why}`);

/** False on macOS, Windows and musl, where the factor is always 1. */
export const CAN_PRELOAD = !('why' in found);
/** The library, where there is one. */
export const LIBRARY = 'why' in found ? '' : found.path;
