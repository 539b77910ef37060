import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { problemPart } from '../../src/commands/messages/input-phrases.ts';
import { InputError } from '../../src/lib/errors.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { readRecording } from '../../src/recording/reader.ts';
import { buildLines } from '../build-recording.ts';

/** Reads what a recording's lines were replaced by. */
async function read(edit: (line: RecordLine) => unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-damage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'take.ndjson');
  writeFileSync(
    file,
    buildLines({ seconds: 5, edit: (line) => edit(line) as RecordLine })
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
  return readRecording(file);
}

/** Replaces or, with undefined, leaves out what stands at a path. */
function replaced(value: unknown, [step = '', ...rest]: readonly string[], by: unknown): unknown {
  const fields = { ...(value as Record<string, unknown>) };
  fields[step] = rest.length === 0 ? by : replaced(fields[step], rest, by);
  return fields;
}

describe('a header in which something is missing or wrong is refused by its path', () => {
  const budget = { metric: 'latency', statistic: 'p95', unit: 'ms', ready: { comparison: '<=' } };
  it.each([
    ['tool', undefined],
    ['take.seed', '1'],
    ['take.viewers', [{ id: 'a' }]],
    ['take.scenario.name', undefined],
    ['take.scenario.durationMs', '20s'],
    ['take.scenario.durationMs', -1],
    ['take.scenario.broadcast.transport', undefined],
    ['take.scenario.broadcast.video.fps', 0],
    ['take.scenario.broadcast.audio.bitrateBps', null],
    ['take.scenario.broadcast.firstMile', {}],
    ['take.scenario.regions', undefined],
    ['take.scenario.regions', [{ id: 'a', label: 'A' }]],
    ['take.scenario.budgets', { a: [null] }],
    ['take.scenario.budgets', { a: 5 }],
    ['take.scenario.budgets', { a: [budget] }],
    ['topology.links', [{ id: 'a', segment: 'haul' }]],
    ['topology.routes', undefined],
  ])('%s: %j', async (path, by) => {
    const reading = read((line) => (line.type === 'header' ? replaced(line, path.split('.'), by) : line));
    const error = await reading.catch((each: unknown) => each);
    if (!(error instanceof InputError)) throw error;
    const got = `a header whose ${path} is missing or wrong`;
    expect(error.problems).toMatchObject([{ expected: 'a recording that begins with its header', got }]);
    expect(problemPart(got).zh).toBe(`文件头中的 ${path} 缺失或有误`);
  });
});

describe('a line with numbers that cannot be is counted as torn', () => {
  it.each<readonly [string, RecordLine['type'], (line: never) => object]>([
    ['a window of 300 years', 'window', (line: { fromMs: number }) => ({ ...line, toMs: line.fromMs + 1e13 })],
    [
      'a window that ends before it begins',
      'window',
      (line: { fromMs: number }) => ({ ...line, toMs: line.fromMs - 1 }),
    ],
    ['an event of 1969', 'event', (line: object) => ({ ...line, atMs: -1 })],
    ['a second of the year 33658', 'host', (line: object) => ({ ...line, atMs: 1e15 })],
    [
      'fewer packets than none',
      'links',
      (line: { links: object[] }) => ({ ...line, links: line.links.map((each) => ({ ...each, inPackets: -5 })) }),
    ],
    [
      'text for a delay',
      'links',
      (line: { links: object[] }) => ({ ...line, links: line.links.map((each) => ({ ...each, meanDelayMs: '20' })) }),
    ],
    [
      'nothing for a wait',
      'links',
      (line: { links: object[] }) => ({
        ...line,
        links: line.links.map((each) => ({ ...each, queueDelayP95Ms: null })),
      }),
    ],
  ])('%s', async (_, type, change) => {
    let changed = 0;
    const take = await read((line) => {
      if (line.type !== type) return line;
      changed++;
      return change(line as never);
    });
    expect(changed).toBeGreaterThan(0);
    expect(take.tornLines).toBe(changed);
  });
});
