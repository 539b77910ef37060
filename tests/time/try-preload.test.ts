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

it('the trial knows a clock that is 5 s behind from one that is not, on a machine that takes long for it too', () => {
  const beganS = 1000.4;
  // The program begins to run at once, and after up to 4 s of starting; how long its end takes says nothing.
  for (const ranAtS of [1000.4, 1000.9, 1002, 1004.4]) {
    expect(isBehind(Math.floor(ranAtS - 5), beganS), `${ranAtS}`).toBe(true);
    expect(isBehind(Math.floor(ranAtS), beganS), `${ranAtS}`).toBe(false);
  }
  // At the edges: within the second in which the trial began, just before it, and further back than any page begins.
  expect([1000, 999, 994, 993].map((printedS) => isBehind(printedS, beganS))).toEqual([false, true, true, false]);
  expect([Number.NaN, 0].map((printedS) => isBehind(printedS, beganS))).toEqual([false, false]);
});

it('a process in which the library was not loaded passes nothing of it on to its children', () => {
  const env: NodeJS.ProcessEnv = { LD_PRELOAD: '/usr/lib/other.so', ...{} };
  Object.assign(env, virtualTimeVariables('/opt/longhaul/virtual-time.so', env), { LONGHAUL_TIME_OWNER: '1' });
  expect(env.LD_PRELOAD).toBe('/opt/longhaul/virtual-time.so:/usr/lib/other.so');
  leaveVirtualTime(env);
  expect(env).toEqual({ LD_PRELOAD: '/usr/lib/other.so' });
});
