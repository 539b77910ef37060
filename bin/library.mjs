// The package's entry for programs. The TypeScript sources run as they are, by a loader that the caller's own modules never meet.
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

// A program's own tsconfig.json, in whose folder it runs, has no say in how these sources are read.
const tsconfig = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
const library = await tsImport('../src/library/library.ts', { parentURL: import.meta.url, tsconfig });

export const { CannotMeasureError, check, compare, InputError, readResult, rehearse } = library;
