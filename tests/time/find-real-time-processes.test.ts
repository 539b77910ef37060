import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findRealTimeProcesses, realTimeProcess } from '../../src/time/find-real-time-processes.ts';
import { PAGE_VARIABLE } from '../../src/time/variables.ts';

const before = process.env[PAGE_VARIABLE];
afterEach(() => {
  if (before === undefined) delete process.env[PAGE_VARIABLE];
  else process.env[PAGE_VARIABLE] = before;
});

it.runIf(process.platform === 'linux')('a process without the page in memory is found, with its program', async () => {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setTimeout(() => {}, 60_000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    process.env[PAGE_VARIABLE] = '/dev/shm/a-page-that-nobody-has';
    expect(findRealTimeProcesses([child.pid ?? 0])).toEqual([{ pid: child.pid, program: process.execPath }]);
    // Node's own program is mapped into its memory, just like the page in a process that follows the clock.
    process.env[PAGE_VARIABLE] = process.execPath;
    expect(findRealTimeProcesses([child.pid ?? 0])).toEqual([]);
    delete process.env[PAGE_VARIABLE];
    expect(findRealTimeProcesses([child.pid ?? 0])).toEqual([]);
  } finally {
    child.kill('SIGKILL');
  }
});

it.runIf(process.platform === 'linux')('a program replaced since it started keeps its name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-stranger-'));
  const program = join(folder, 'sleeper');
  copyFileSync('/bin/sleep', program);
  const child = spawn(program, ['60'], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => child.once('spawn', resolve));
    rmSync(folder, { recursive: true });
    process.env[PAGE_VARIABLE] = '/dev/shm/a-page-that-nobody-has';
    expect(findRealTimeProcesses([child.pid ?? 0])).toEqual([{ pid: child.pid, program }]);
  } finally {
    child.kill('SIGKILL');
  }
});

/** Returns what is found of process 7 whose `maps` cannot be read for this reason. */
function foundWhere(code: string, comm: () => string) {
  const fail = (path: string): never => {
    throw Object.assign(new Error(`${code}: ${path}`), { code });
  };
  return realTimeProcess(7, '/dev/shm/page', {
    read: (path) => (path === '/proc/7/comm' ? comm() : fail(path)),
    readLink: fail,
  });
}

it('a process whose memory this user may not look into is not taken for one that follows the clock', () => {
  for (const code of ['EACCES', 'EPERM']) expect(foundWhere(code, () => 'ping\n')).toEqual({ pid: 7, program: 'ping' });
  // A process that is gone follows no clock, nor keeps another.
  for (const code of ['ENOENT', 'ESRCH']) expect(foundWhere(code, () => 'ping\n')).toBeUndefined();
  const gone = () => {
    throw new Error('ESRCH');
  };
  expect(foundWhere('EACCES', gone)).toBeUndefined();
});
