#!/usr/bin/env node
// Runs the TypeScript sources directly: tsx is a runtime dependency, and there is no build step.
import { fileURLToPath } from 'node:url';

// Make tsx, here and in all child processes, use our own tsconfig.json: it would otherwise take the one in the working directory,
// whose `paths` could redirect our imports.
process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
try {
  await import('tsx');
} catch {
  console.error('longhaul: its packages are not installed here. In a clone, run: npm run setup');
  process.exit(3);
}
await import('../src/main.ts');
