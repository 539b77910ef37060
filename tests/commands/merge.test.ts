import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merge } from '../../src/commands/merge.ts';
import { seedsOfShard } from '../../src/commands/options/seeds-to-play.ts';
import { InputError } from '../../src/lib/errors.ts';
import type { Result } from '../../src/model/result/result.ts';
import { readResult } from '../../src/result/read-result.ts';
import { RECORDINGS, recordingName } from '../../src/result/rehearsal-directory.ts';
import { noteUntilDecided } from '../../src/result/stopping-note.ts';
import { buildLines, buildTake } from '../build-recording.ts';
import { inProcess } from './in-process.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-merge-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** Writes a part of a rehearsal of seeds 1 to 4: recordings of the given seeds, each with one region that went well. */
function part(name: string, seeds: readonly number[], scenario: object = {}, version = '0.0.0'): string {
  const directory = join(scratch, name);
  mkdirSync(join(directory, RECORDINGS), { recursive: true });
  writeFileSync(join(directory, 'scenario.yaml'), 'name: gate\n');
  for (const [index, seed] of seeds.entries()) {
    const lines = buildLines({ seconds: 5 }).map((line) =>
      line.type === 'header'
        ? {
            ...line,
            tool: { ...line.tool, version },
            take: {
              ...line.take,
              ...{ index, seed, scenario: { ...line.take.scenario, seeds: [1, 2, 3, 4], ...scenario } },
            },
          }
        : line,
    );
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    // A first line of several hundred kB, as a long scenario has, arrives in pieces.
    const long = text.replace('"type":"header"', `"note":"${'x'.repeat(300_000)}","type":"header"`);
    writeFileSync(join(directory, RECORDINGS, recordingName({ index, seed })), `${index === 0 ? long : text}\n`);
  }
  return directory;
}

const run = (directories: readonly string[], more: object = {}) =>
  inProcess(merge, { directories, out: join(scratch, 'whole'), partial: false, json: true, ...more });

const refused = async (action: Promise<unknown>) => {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return error.problems.map(({ got }) => got).join('; ');
};

describe('longhaul merge', () => {
  it('judges the parts of several machines as one rehearsal, in the order of its seeds', async () => {
    const { out } = await run([part('b', [2, 4]), part('a', [1, 3])]);
    const result = JSON.parse(out) as Result;
    expect(result.takes.map(({ seed }) => seed)).toEqual([1, 2, 3, 4]);
    expect(readdirSync(join(scratch, 'whole', RECORDINGS))).toEqual([
      'take-001-seed-1.ndjson',
      'take-002-seed-2.ndjson',
      'take-003-seed-3.ndjson',
      'take-004-seed-4.ndjson',
    ]);
    expect(readdirSync(join(scratch, 'whole'))).toEqual(
      expect.arrayContaining(['index.html', 'junit.xml', 'merged.json', 'result.json', 'scenario.yaml', 'summary.md']),
    );
    expect((await readResult(join(scratch, 'whole'))).outcome).toBe(result.outcome);
  });

  it('refuses an incomplete set of parts; with --partial it judges them but proves nothing', async () => {
    const [a] = [part('a', [1, 3])];
    expect(await refused(run([a]))).toBe('none, or not all, of seed 2, 4');
    const { code } = await run([a], { partial: true });
    expect(code).not.toBe(0);
  });

  it('refuses a seed from two machines, another scenario, and rehearsals played until decided', async () => {
    const [a, b] = [part('a', [1, 2, 3]), part('b', [3, 4])];
    expect(await refused(run([a, b]))).toBe('seed 3, base');
    const longer = part('c', [4], { durationMs: 99_000 });
    expect(await refused(run([a, longer]))).toMatch(/^another, or the same before it was changed/);
    const { scenario } = buildTake({}).header.take;
    const video = { ...scenario.broadcast.video, bitrateBps: 1 };
    const other = part('d', [4], { broadcast: { ...scenario.broadcast, video } });
    expect(await refused(run([a, other]))).toMatch(/^another, or the same before it was changed/);
    expect(await refused(run([a, part('e', [4], {}, '99.0.0')]))).toBe('longhaul 99.0.0');
    noteUntilDecided(b, 5);
    expect(await refused(run([a, b]))).toMatch(/played until it was decided/);
    expect(await refused(run([join(scratch, 'nowhere')]))).toBe('no such directory');
    expect(await refused(run([a, `${a}/../a`]))).toBe('the same directory again');
  });
});

describe('a shard', () => {
  it('has every n-th seed, and all shards together have each seed once', () => {
    const seeds = [10, 11, 12, 13, 14, 15, 16, 17, 18];
    expect(seedsOfShard('2/4', seeds)).toEqual([11, 15]);
    expect(['1/4', '2/4', '3/4', '4/4'].flatMap((shard) => seedsOfShard(shard, seeds)).sort()).toEqual(seeds);
  });

  it.each(['', '0/4', '5/4', '2', '1/0', 'a/b', '2/8/9', '-1/4', '1.5/4'])('is refused as %j', (text) =>
    expect(() => seedsOfShard(text, [1, 2, 3, 4])).toThrow(/--shard: expected a part of how many, such as 2\/8/),
  );

  it('is refused when there are fewer seeds than machines', () =>
    expect(() => seedsOfShard('1/5', [1, 2])).toThrow(/at most as many parts as the scenario has seeds \(2\)/));
});
