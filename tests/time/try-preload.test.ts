import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leaveVirtualTime, virtualTimeVariables } from '../../src/time/begin-virtual-time.ts';
import { ownName } from '../../src/time/own-name.ts';
import { pageFolder } from '../../src/time/page-files.ts';
import { findPreload } from '../../src/time/preload.ts';
import { isBehind, tryPreload } from '../../src/time/try-preload.ts';

const preload = findPreload();

describe.skipIf('why' in preload)('the trial of slowed time by doctor', () => {
  it('succeeds with the library, fails with any other file, and leaves no page behind', async () => {
    if ('why' in preload) throw new Error('unreachable');
    expect(await tryPreload(preload.path)).toBeUndefined();
    expect(await tryPreload('/etc/hostname')).toMatch(/keeps real time/);
    expect(readdirSync(pageFolder()).filter((name) => name.startsWith(ownName()))).toEqual([]);
  });
});

it('the trial knows a clock that is 5 s behind on a machine that takes long for it, and one that is not', () => {
  // Printed at once, and after 4 s of starting; the trial ended 0 to 4 s later.
  for (const [printedAtS, endedS] of [
    [1000, 1000.1],
    [1000, 1004],
    [1004, 1004.2],
    [1004, 1008],
  ] as const) {
    expect(isBehind(Math.floor(printedAtS - 5), 1000, endedS)).toBe(true);
    if (endedS - printedAtS < 3) expect(isBehind(printedAtS, 1000, endedS)).toBe(false);
  }
});

it('a process in which the library was not loaded passes nothing of it on to its children', () => {
  const env: NodeJS.ProcessEnv = { LD_PRELOAD: '/usr/lib/other.so', ...{} };
  Object.assign(env, virtualTimeVariables('/opt/longhaul/virtual-time.so', env), { LONGHAUL_TIME_OWNER: '1' });
  expect(env.LD_PRELOAD).toBe('/opt/longhaul/virtual-time.so:/usr/lib/other.so');
  leaveVirtualTime(env);
  expect(env).toEqual({ LD_PRELOAD: '/usr/lib/other.so' });
});
