import { defineConfig } from 'vitest/config';

const REAL = ['tests/**/*.real.test.ts', 'tests/e2e/**/*.test.ts', 'tests/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // Pure code shares its workers: a process a file took half the time of all.
      { test: { name: 'pure', include: ['tests/**/*.test.ts'], exclude: REAL, testTimeout: 30_000, isolate: false } },
      // Real browsers and networks: one file at a time, they measure the machine they run on.
      { test: { name: 'real', include: REAL, fileParallelism: false, testTimeout: 240_000, hookTimeout: 60_000 } },
    ],
  },
});
