#!/usr/bin/env node
// Runs the TypeScript sources as they are: tsx is a runtime dependency, there is no build step.
import { fileURLToPath } from 'node:url';

// Otherwise tsx, here and in every process begun from here, takes the tsconfig.json of the folder that somebody runs this in:
// its `paths` would lead our imports elsewhere.
process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
try {
  await import('tsx');
} catch {
  console.error('longhaul: its packages are not installed here. In a clone: npm run setup');
  process.exit(3);
}
await import('../src/main.ts');
