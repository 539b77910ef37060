import { findPreload } from '../../../src/time/preload.ts';

const found = findPreload();
if ('why' in found) console.error(`SKIPPED: no virtual time here: ${found.why}`);

/** False on macOS, Windows and musl, where the factor is always 1. */
export const CAN_PRELOAD = !('why' in found);
/** Path of the library; empty where there is none. */
export const LIBRARY = 'why' in found ? '' : found.path;
