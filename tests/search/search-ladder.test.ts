import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import type { HeaderLine } from '../../src/model/recording/recording.ts';
import type { Scenario } from '../../src/model/scenario/scenario.ts';
import { openSearchDirectory, refuseSearch } from '../../src/search/search-directory.ts';
import { searchLadder } from '../../src/search/search-ladder.ts';
import type { RecordOptions } from '../../src/take/record-take.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.ndjson`, import.meta.url), 'utf8');
const { take } = JSON.parse(fixture('clean').split('\n')[0] ?? '') as HeaderLine;
const rung = (name: string, bitrateBps: number) => ({
  name,
  broadcast: { ...take.scenario.broadcast, video: { ...take.scenario.broadcast.video, bitrateBps } },
});
const SCENARIO: Scenario = {
  ...take.scenario,
  ladder: [rung('h264-360p-1000k', 1e6), rung('h264-360p-2000k', 2e6)],
};

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'longhaul-search-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** Writes real recordings of other rehearsals as if they were this search's. */
function writeRecordings(directory: string, played: readonly (readonly [fixture: string, rung: string])[]): void {
  mkdirSync(join(directory, 'recordings'), { recursive: true });
  for (const [i, [name, variant]] of played.entries()) {
    const [header = '', ...lines] = fixture(name).split('\n');
    const parsed = JSON.parse(header) as HeaderLine;
    const own = JSON.stringify({ ...parsed, take: { ...parsed.take, index: i, variant } });
    writeFileSync(
      join(directory, 'recordings', `take-00${i + 1}-seed-1-${variant}.ndjson`),
      [own, ...lines].join('\n'),
    );
  }
}

/** Options that cannot play a take: the search would throw. */
const options = (directory: string, mostTakes: number) =>
  ({ directory, mostTakes, signal: new AbortController().signal, onProgress: () => {} }) as unknown as RecordOptions & {
    mostTakes: number;
  };

describe('searchLadder', () => {
  it('concludes from its recordings, writes the recommendation, and plays no more once it is complete', async () => {
    const directory = scratch();
    const clean = ['clean', 'h264-360p-1000k'] as const;
    writeRecordings(directory, [['narrow', 'h264-360p-2000k'], ...new Array(7).fill(clean)]);
    const found = await searchLadder(SCENARIO, options(directory, 99));
    expect(found).toMatchObject({
      isComplete: true,
      takes: { played: 8, invalid: 0 },
      overall: { outcome: 'proven', rung: 'h264-360p-1000k' },
      regions: [{ region: 'near', outcome: 'proven', rung: 'h264-360p-1000k' }],
    });
    expect(found?.standings).toContainEqual(expect.objectContaining({ rung: 'h264-360p-2000k', state: 'beyond' }));
    expect(JSON.parse(readFileSync(join(directory, 'recommendation.json'), 'utf8'))).toEqual(found);
    expect(readFileSync(join(directory, 'index.html'), 'utf8')).toContain('推流建议');
    expect(existsSync(join(directory, 'recommendation.md'))).toBe(true);
  });

  it('stops when its takes are spent, and says that it is not complete', async () => {
    const directory = scratch();
    writeRecordings(directory, [['clean', 'h264-360p-1000k']]);
    expect(await searchLadder(SCENARIO, options(directory, 1))).toMatchObject({ isComplete: false });
    expect(await searchLadder(SCENARIO, options(scratch(), 0))).toBeUndefined();
  });

  it('resumes only in its own directory, under the same conditions', async () => {
    const out = join(scratch(), 'out');
    expect(await openSearchDirectory(out, SCENARIO)).toMatchObject({ isResumed: false });
    expect(await openSearchDirectory(out, SCENARIO)).toEqual({ directory: out, isResumed: true });
    const regions = SCENARIO.regions.map((region) => ({ ...region, labelZh: '近处' }));
    expect(await openSearchDirectory(out, { ...SCENARIO, regions })).toMatchObject({ isResumed: true });
    await expect(openSearchDirectory(out, { ...SCENARIO, durationMs: 1 })).rejects.toThrow(InputError);
    const other = { ...SCENARIO, ladder: [rung('h264-360p-3000k', 3e6)] };
    await expect(openSearchDirectory(out, other)).rejects.toThrow(/of another scenario, or of this one before/);
    expect(() => refuseSearch(out)).toThrow(/that of a search/);
    expect(() => refuseSearch(scratch())).not.toThrow();
  });
});
