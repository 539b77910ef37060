import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leaveVirtualTime, virtualTimeVariables } from '../../src/time/begin-virtual-time.ts';
import { ownName } from '../../src/time/own-name.ts';
import { pageFolder } from '../../src/time/page-files.ts';
import { findPreload } from '../../src/time/preload.ts';
import { tryPreload } from '../../src/time/try-preload.ts';

const preload = findPreload();

describe.skipIf('why' in preload)('the trial of slowed time by doctor', () => {
  it('succeeds with the library, fails with any other file, and leaves no page behind', async () => {
    if ('why' in preload) throw new Error('unreachable');
    expect(await tryPreload(preload.path)).toBeUndefined();
    expect(await tryPreload('/etc/hostname')).toMatch(/keeps real time/);
    expect(readdirSync(pageFolder()).filter((name) => name.startsWith(ownName()))).toEqual([]);
  });
});

it('a process in which the library was not loaded passes nothing of it on to its children', () => {
  const env: NodeJS.ProcessEnv = { LD_PRELOAD: '/usr/lib/other.so', ...{} };
  Object.assign(env, virtualTimeVariables('/opt/longhaul/virtual-time.so', env), { LONGHAUL_TIME_OWNER: '1' });
  expect(env.LD_PRELOAD).toBe('/opt/longhaul/virtual-time.so:/usr/lib/other.so');
  leaveVirtualTime(env);
  expect(env).toEqual({ LD_PRELOAD: '/usr/lib/other.so' });
});
