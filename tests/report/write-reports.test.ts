import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeReports } from '../../src/report/write-reports.ts';
import { notReadyResult, readyResult } from './sample-result.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'longhaul-report-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('writes every format, result.json first, and replaces what an earlier call left', async () => {
  await writeReports(readyResult(), directory);
  const paths = (await writeReports(notReadyResult(), directory)).map((path) => relative(directory, path));
  expect(paths.slice(0, 2)).toEqual(['result.json', 'index.html']);
  expect(paths).toContain(join('charts', 'latency.png'));
  expect(paths.slice(-2)).toEqual(['junit.xml', 'summary.md']);
  expect((await readdir(directory)).sort()).toEqual(['charts', 'index.html', 'junit.xml', 'result.json', 'summary.md']);
  expect(JSON.parse(await readFile(join(directory, 'result.json'), 'utf8'))).toMatchObject({ outcome: 'not-ready' });
});

it('says what it cannot write, why, and what to do', async () => {
  const file = join(directory, 'taken');
  await writeFile(file, '');
  await expect(writeReports(readyResult(), file)).rejects.toMatchObject({
    name: 'CannotMeasureError',
    message: expect.stringContaining('EEXIST'),
    advice: expect.stringContaining('longhaul report'),
  });
});
