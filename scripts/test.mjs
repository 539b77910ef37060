#!/usr/bin/env node
// npm test (with --long also the corners that take their time): set up, lint, type-check, pure tests side by side, then tests with real browsers and networks one at a time.
// With --faults instead every fault that is put into real takes, and nothing else.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'longhaul-test-'));
const onlyFaults = process.argv.includes('--faults');
if (process.argv.includes('--long')) process.env.LONGHAUL_LONG_TESTS = '1';
if (onlyFaults) process.env.LONGHAUL_FAULT_TESTS = '1';
const totals = { passed: 0, failed: 0, skipped: 0 };

function step(name, args, env = process.env) {
  const begun = Date.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return status === 0;
}

function vitest(project, files = [], env = process.env) {
  const report = join(scratch, `${project}.json`);
  const ok = step(
    `${project} tests`,
    [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...files,
    ],
    env,
  );
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += counts.numPassedTests;
  totals.failed += counts.numFailedTests;
  totals.skipped += counts.numPendingTests + (counts.numTodoTests ?? 0);
  return ok;
}

/** Tests that play takes in their own process, with its time slowed where the machine is busy; where it can be. */
async function slowed(files) {
  await import('tsx');
  const { findPreload } = await import('../src/time/preload.ts');
  const { virtualTimeVariables } = await import('../src/time/begin-virtual-time.ts');
  const preload = findPreload();
  return vitest(
    'slowed',
    files,
    'why' in preload ? process.env : { ...process.env, ...virtualTimeVariables(preload.path) },
  );
}

const bin = (name, file) => join(root, 'node_modules', name, file);

try {
  const setUp = () => step('setup', [join(root, 'scripts', 'setup.mjs'), '--for-tests']);
  const steps = onlyFaults
    ? [setUp, () => vitest('real', ['tests/faults']), () => slowed(['tests/participants/measurement.real.test.ts'])]
    : [
        setUp,
        () => step('lint', [bin('@biomejs/biome', 'bin/biome'), 'check', '.']),
        () => step('types', [bin('typescript', 'bin/tsc'), '--noEmit']),
        // One worker more than CPUs: some files wait for much of their time.
        () => vitest('pure', [`--maxWorkers=${availableParallelism() + 1}`]),
        () => slowed(),
        () => vitest('real'),
      ];
  let ok = true;
  for (const run of steps) ok = ok && (await run());
  if (!ok && totals.failed === 0) totals.failed = 1;
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exitCode = ok ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
