// Entry of the package for programs. It runs the TypeScript sources directly, through a loader scoped to them that leaves the
// caller's own modules alone.
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

// Use our own tsconfig.json, not the one in the folder where the program runs.
const tsconfig = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
const library = await tsImport('../src/library/library.ts', { parentURL: import.meta.url, tsconfig });

export const { CannotMeasureError, check, compare, InputError, readResult, rehearse } = library;
