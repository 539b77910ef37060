import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { isCopyOfPipe, rereadable } from '../../../src/commands/machine/piped-scenario.ts';

it('leaves a file, and one that is not there, as they are', () => {
  expect(rereadable(import.meta.filename)).toBe(import.meta.filename);
  expect(rereadable('no-such.yaml')).toBe('no-such.yaml');
});

it('copies what comes from a named pipe, and puts the copy on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-pipe-'));
  const [pipe, text] = [join(folder, 'show'), join(folder, 'text')];
  writeFileSync(text, 'name: show\n');
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', 'cat "$0" > "$1"', text, pipe], { stdio: 'ignore' });
  const { argv } = process;
  process.argv = ['node', 'longhaul', 'run', pipe, '--seed', '1'];
  try {
    const copy = rereadable(pipe);
    expect(isCopyOfPipe(copy)).toBe(true);
    expect(process.argv).toEqual(['node', 'longhaul', 'run', copy, '--seed', '1']);
    // The program that takes this one's place reads it as often as it likes.
    expect([readFileSync(copy, 'utf8'), readFileSync(rereadable(copy), 'utf8')]).toEqual([
      'name: show\n',
      'name: show\n',
    ]);
    rmSync(dirname(copy), { recursive: true });
    expect(existsSync(copy)).toBe(false);
  } finally {
    process.argv = argv;
    rmSync(folder, { recursive: true });
  }
});
