import { defineConfig } from 'vitest/config';

/** Takes played within the test's own process, whose time is slowed as a whole where the machine is busy (scripts/test.mjs). */
const SLOWED = ['sfu', 'browser', 'participants', 'transports'].map((room) => `tests/${room}/**/*.real.test.ts`);
/** Output is tested in English, whatever the language of who runs the tests. */
const ENGLISH = { env: { LC_ALL: 'C.UTF-8' } };
const REAL = ['tests/**/*.real.test.ts', 'tests/e2e/**/*.test.ts', 'tests/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // Pure code shares its workers: a process a file took half the time of all.
      {
        test: {
          ...{ name: 'pure', include: ['tests/**/*.test.ts'], exclude: REAL, isolate: false, ...ENGLISH },
          // Limits end what hangs: a machine that does something else beside takes five times as long.
          ...{ testTimeout: 180_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
        },
      },
      // Real browsers and networks: one file at a time.
      {
        test: {
          ...{ name: 'real', include: REAL, exclude: SLOWED, fileParallelism: false, ...ENGLISH },
          ...{ testTimeout: 240_000, hookTimeout: 60_000 },
        },
      },
      {
        test: {
          ...{ name: 'slowed', include: SLOWED, fileParallelism: false, isolate: false, ...ENGLISH },
          ...{ globalSetup: 'tests/slowed/slow-as-needed.ts', setupFiles: 'tests/slowed/ask-for-pace.ts' },
          ...{ testTimeout: 240_000, hookTimeout: 60_000 },
        },
      },
    ],
  },
});
