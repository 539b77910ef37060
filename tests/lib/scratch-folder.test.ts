import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasEnded, ownMark } from '../../src/lib/owner-mark.ts';
import { readProcessStart } from '../../src/lib/process-stat.ts';
import { besideFile, makeScratchFolder, sweepScratchFolders } from '../../src/lib/scratch-folder.ts';

const before = process.env.TMPDIR;
let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-test-'));
  process.env.TMPDIR = scratch;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(scratch, { recursive: true, force: true });
});

/** Starts a process and kills it; returns the mark it had. */
async function markOfKilled(): Promise<string> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('spawn', resolve));
  const mark = `${child.pid}x${readProcessStart(child.pid ?? 0) ?? 0}`;
  const ended = new Promise((resolve) => child.once('close', resolve));
  expect(hasEnded(...(mark.split('x') as [string, string]))).toBe(false);
  child.kill('SIGKILL');
  await ended;
  return mark;
}

const make = (name: string) => {
  const path = join(scratch, name);
  mkdirSync(path);
  writeFileSync(join(path, 'file'), '');
  return path;
};

describe('a scratch folder', () => {
  it('of a killed process is swept, with what goes with it beside it, and nothing else is', async () => {
    const left = make(`longhaul-browser-${await markOfKilled()}-Ab1`);
    const [profile, stranger, elsewhere] = [make('profile-1'), make('profile-2'), make('elsewhere')];
    const further = join(elsewhere, 'file');
    writeFileSync(besideFile(left), `${profile}\n${further}\n${join(scratch, 'gone')}\n`);
    const own = makeScratchFolder('browser');
    const others = ['longhaul-browser-Ab1', 'longhaul-browser-1xz-Ab1', 'other-browser-999999999x1-Ab1'].map(make);
    expect(sweepScratchFolders()).toEqual([`folder ${left}`]);
    for (const path of [left, profile]) expect(existsSync(path), path).toBe(false);
    for (const path of [own, stranger, further, ...others]) expect(existsSync(path), path).toBe(true);
    expect(sweepScratchFolders()).toEqual([]);
  });

  it('is this process’s own, by its name, and its user’s alone', () => {
    const folder = makeScratchFolder('piped');
    expect(dirname(folder)).toBe(scratch);
    expect(folder).toContain(`longhaul-piped-${ownMark()}-`);
    expect(hasEnded(...(ownMark().split('x') as [string, string]))).toBe(false);
  });

  it('without a start time, on a machine without /proc, lives as long as a process of that id', () => {
    expect(hasEnded(String(process.pid), '0')).toBe(false);
    expect(hasEnded('999999999', '0')).toBe(true);
  });
});
