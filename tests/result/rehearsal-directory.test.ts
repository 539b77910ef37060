import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannotMeasureError, InputError } from '../../src/lib/errors.ts';
import {
  checkStillThere,
  createRehearsalDirectory,
  listRecordings,
  RECORDINGS,
  recordingName,
} from '../../src/result/rehearsal-directory.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-directory-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const NOW = new Date('2026-11-27T12:00:05Z');

describe('the directory of a rehearsal', () => {
  it('takes an empty directory, and refuses one that holds anything', () => {
    expect(createRehearsalDirectory(scratch, 'x', NOW)).toBe(scratch);
    expect(() => createRehearsalDirectory(scratch, 'x', NOW)).toThrow(
      /expected a new or an empty directory; got 1 entry/,
    );
  });

  it('that goes away under a rehearsal is no bad input', () => {
    const directory = createRehearsalDirectory(join(scratch, 'out'), 'x', NOW);
    expect(() => checkStillThere(directory)).not.toThrow();
    rmSync(directory, { recursive: true });
    expect(() => checkStillThere(directory)).toThrow(CannotMeasureError);
  });

  it('refuses a file', () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    expect(() => createRehearsalDirectory(file, 'x', NOW)).toThrow(InputError);
  });

  it('names recordings so that they sort as they were played', () => {
    const names = [
      { index: 1, seed: 3 },
      { index: 0, seed: 20 },
      { index: 10, seed: 1 },
    ].map(recordingName);
    expect(names.toSorted()).toEqual(['take-001-seed-20.ndjson', 'take-002-seed-3.ndjson', 'take-011-seed-1.ndjson']);
    expect(recordingName({ index: 1, seed: 3, variant: 'low' })).toBe('take-002-seed-3-low.ndjson');
  });

  it('lists the recordings, and names a directory without any', () => {
    expect(() => listRecordings(join(scratch, 'none'))).toThrow(/got no such directory/);
    createRehearsalDirectory(scratch, 'x', NOW);
    expect(() => listRecordings(scratch)).toThrow(/got no recording in it/);
    writeFileSync(join(scratch, RECORDINGS, 'take-001-seed-1.ndjson'), '');
    expect(listRecordings(scratch)).toEqual([join(scratch, RECORDINGS, 'take-001-seed-1.ndjson')]);
  });
});
