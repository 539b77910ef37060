#!/usr/bin/env node
// Runs the TypeScript sources as they are: tsx is a runtime dependency, there is no build step.
try {
  await import('tsx');
} catch {
  console.error('longhaul: its packages are not installed here. In a clone: npm run setup');
  process.exit(3);
}
await import('../src/main.ts');
