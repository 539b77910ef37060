import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrittenText, writeReports } from '../../src/report/write-reports.ts';
import { notReadyResult, readyResult } from './sample-result.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'longhaul-report-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('writes every format, result.json first, and replaces the files of an earlier call', async () => {
  await writeReports(readyResult(), directory);
  const { paths: written, unwritten } = await writeReports(notReadyResult(), directory);
  const paths = written.map((path) => relative(directory, path));
  expect(unwritten).toEqual([]);
  expect(paths.slice(0, 2)).toEqual(['result.json', 'index.html']);
  expect(paths).toContain(join('charts', 'latency.png'));
  expect(paths.slice(-3)).toEqual(['junit.xml', 'summary.md', 'otlp.json']);
  expect((await readdir(directory)).sort()).toEqual([
    ...['charts', 'index.html', 'junit.xml', 'otlp.json', 'result.json', 'summary.md'],
  ]);
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

it('names a format that cannot be loaded or made, and writes the others', async () => {
  const { paths, unwritten } = await writeReports(readyResult(), directory, {
    reports: {
      html: async () => () => {
        throw new Error('no such word');
      },
      charts: () => Promise.reject(new Error("Cannot find module '../build/Release/canvas.node'\nRequire stack:")),
    },
  });
  expect(paths.map((path) => relative(directory, path))).toEqual([
    ...['result.json', 'junit.xml', 'summary.md', 'otlp.json'],
  ]);
  expect((await readdir(directory)).sort()).toEqual(['junit.xml', 'otlp.json', 'result.json', 'summary.md']);
  expect(unwritten.map((each) => unwrittenText(each).en)).toEqual([
    'index.html could not be written: no such word',
    "charts could not be written: Cannot find module '../build/Release/canvas.node'",
  ]);
});

it('writes the others if a file blocks one', async () => {
  await writeFile(join(directory, 'charts'), '');
  const { paths, unwritten } = await writeReports(readyResult(), directory);
  expect(paths.map((path) => relative(directory, path))).toEqual([
    ...['result.json', 'index.html', 'junit.xml', 'summary.md', 'otlp.json'],
  ]);
  expect(unwritten.map(({ format }) => format)).toEqual(['charts']);
});

it('fails without result.json, but still writes what it can', async () => {
  const reports = { json: async () => () => [{ path: 'index.html/result.json', content: '' }] };
  await writeFile(join(directory, 'index.html'), '');
  await expect(writeReports(readyResult(), directory, { reports })).rejects.toThrow(/cannot be written/);
  expect(await readdir(directory)).toContain('summary.md');
});
