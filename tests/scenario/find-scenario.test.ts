import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findScenario, shippedScenarios } from '../../src/scenario/find-scenario.ts';

test('a scenario that ships is found by its name, from any folder', async () => {
  expect(await findScenario('quickstart')).toMatch(/\/scenarios\/quickstart\.yaml$/);
  expect(await shippedScenarios()).toEqual(expect.arrayContaining(['quickstart', 'quickstart-light', 'rough-roads']));
});

test('a file that exists is returned as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-find-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'quickstart');
  writeFileSync(file, '');
  expect(await findScenario(file)).toBe(file);
});

test('anything else is refused with the closest name, or with all names', async () => {
  await expect(findScenario('quikstart.yaml')).rejects.toThrow(
    'quikstart.yaml: expected a scenario file; got no such file (did you mean `quickstart`?)',
  );
  await expect(findScenario('friday')).rejects.toThrow(
    /that ships; got no such file \(these ship: accelerated-or-direct, /,
  );
  await expect(findScenario('shows/friday.yaml')).rejects.toThrow(/expected a scenario file; got no such file$/);
});
