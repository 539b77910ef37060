import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ownName } from '../../src/time/own-name.ts';
import { pageFolder, sweepTimePages } from '../../src/time/page-files.ts';
import { CAN_PRELOAD, LIBRARY } from './family/can-preload.ts';
import { Family } from './family/family.ts';
import { withFamily } from './family/with-family.ts';

const made: string[] = [];
const make = (name: string, content: Buffer | string = '') => {
  const path = join(pageFolder(), name);
  writeFileSync(path, content);
  made.push(path);
  return path;
};
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { force: true });
});

const beginWith = (page: string) =>
  spawnSync('true', { env: { ...process.env, LD_PRELOAD: LIBRARY, LONGHAUL_TIME_PAGE: page }, encoding: 'utf8' });

describe.skipIf(!CAN_PRELOAD)('a process whose page', () => {
  test.each([
    { what: 'is missing', page: () => join(pageFolder(), 'longhaul-test-none'), says: 'cannot be opened' },
    { what: 'is empty', page: () => make('longhaul-test-empty'), says: 'is not ready' },
    { what: 'is not written yet', page: () => make('longhaul-test-zeros', Buffer.alloc(4096)), says: 'is not ready' },
    { what: 'is something else', page: () => make('longhaul-test-else', 'x'.repeat(8192)), says: 'is not ready' },
  ])('$what does not start: exit code 3 and one sentence', ({ page, says }) => {
    const { status, stdout, stderr } = beginWith(page());
    expect(status).toBe(3);
    expect(stderr).toBe(`longhaul: virtual time: its page ${says}\n`);
    expect(stdout).toBe('');
  });

  test('is named by an empty variable lives in real time', () => {
    expect(beginWith('')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe.skipIf(!CAN_PRELOAD).concurrent('the page', () => {
  test('is removed with the process that created it', async () => {
    const page = await withFamily(async (family) => {
      expect(existsSync(family.page)).toBe(true);
      return family.page;
    });
    expect(existsSync(page)).toBe(false);
  });

  test('of a killed process is swept by the next process, and nothing else is', async () => {
    const family = await Family.begin();
    await family.end('SIGKILL');
    expect(existsSync(family.page)).toBe(true);
    const alive = make(`${ownName()}page`);
    const strange = ['longhaul-time-page', 'longhaul-time-1xz-page', 'other-time-999999999x1-page'].map((name) =>
      make(name),
    );
    const before = new Set(readdirSync(pageFolder()));
    const swept = sweepTimePages();
    expect(swept).toContain(`clock page ${family.page.slice(pageFolder().length + 1)}`);
    expect(existsSync(family.page)).toBe(false);
    for (const path of [alive, ...strange]) expect(existsSync(path), path).toBe(true);
    // Other processes may come and go meanwhile, but only what was there before can have been swept.
    for (const phrase of swept) expect(before.has(phrase.replace('clock page ', ''))).toBe(true);
    expect(sweepTimePages()).toEqual([]);
  });
});

test.skipIf(!CAN_PRELOAD)(
  'a process that outlives the pacemaker reaches the end of its waits, although nobody renews the lease',
  async () => {
    const family = await Family.begin();
    const folder = mkdtempSync(join(tmpdir(), 'longhaul-test-'));
    const end = join(folder, 'end');
    const pid = await family.evaluate(({ clock, spawn }, path) => {
      clock.setFactor(2);
      const program = `
      setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(path)}, ''), 700);
      console.log('begun');`;
      const child = spawn(process.execPath, ['-e', program], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
      return new Promise<number>((resolve) => child.stdout.once('data', () => resolve(child.pid ?? 0)));
    }, end);
    await family.end('SIGKILL');
    rmSync(family.page);
    for (let tries = 0; tries < 150 && !existsSync(end); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const hasEnded = existsSync(end);
    rmSync(folder, { recursive: true });
    // A process whose time has stopped would never exit by itself.
    if (!hasEnded) process.kill(pid, 'SIGKILL');
    expect(hasEnded).toBe(true);
  },
);
