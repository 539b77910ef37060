import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { readEntry, readHistory } from '../../../src/result/history/read-history.ts';
import { withEarlier } from '../../../src/result/history/with-earlier.ts';
import { writeHistoryPage } from '../../../src/result/history/write-history-page.ts';
import { hostileResult, invalidResult, notReadyResult, readyResult } from '../../report/sample-result.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function save(name: string, result: Result | string): string {
  const directory = join(folder, name);
  mkdirSync(directory);
  writeFileSync(join(directory, 'result.json'), typeof result === 'string' ? result : JSON.stringify(result));
  return directory;
}

const at = (result: Result, startedAt: string): Result => ({ ...result, startedAt });

/** Gives every latency verdict this value. */
const withLatency = (result: Result, actual: number): Result => ({
  ...result,
  verdicts: result.verdicts.map((verdict) => (verdict.metric === 'latency' ? { ...verdict, actual } : verdict)),
});

describe('the last rehearsal before one', () => {
  const now = at(withLatency(readyResult(), 300), '2026-07-03T10:00:00.000Z');

  it('is the newest older one, with the numbers of both side by side', () => {
    save('a', at(withLatency(readyResult(), 900), '2026-07-01T10:00:00.000Z'));
    save('b', at(withLatency(readyResult(), 500), '2026-07-02T10:00:00.000Z'));
    save('later', at(withLatency(readyResult(), 100), '2026-07-04T10:00:00.000Z'));
    const { earlier } = withEarlier(now, save('now', now));
    expect(earlier).toMatchObject({ directory: 'b', startedAt: '2026-07-02T10:00:00.000Z', outcome: 'ready' });
    const latencies = earlier?.numbers.filter(({ metric }) => metric === 'latency') ?? [];
    expect(latencies.length).toBeGreaterThan(0);
    for (const number of latencies)
      expect(number).toMatchObject({ before: 500, now: 300, unit: 'ms', statistic: 'p95' });
  });

  it('keeps a number that one of them lacks, without making it up', () => {
    const verdicts = readyResult().verdicts.map(({ actual: _, ...verdict }) => ({
      ...verdict,
      outcome: 'no-data' as const,
    }));
    save('a', at({ ...readyResult(), verdicts }, '2026-07-01T10:00:00.000Z'));
    const [number] = withEarlier(now, save('now', now)).earlier?.numbers ?? [];
    expect(number).toBeDefined();
    expect(number).not.toHaveProperty('before');
    expect(number).toHaveProperty('now');
  });

  it.each([
    ['another scenario', (result: Result): Result => ({ ...result, scenario: { ...result.scenario, name: 'other' } })],
    [
      'another bitrate',
      (result: Result): Result => {
        const { scenario } = result;
        const video = { ...scenario.broadcast.video, bitrateBps: 123_000 };
        return { ...result, scenario: { ...scenario, broadcast: { ...scenario.broadcast, video } } };
      },
    ],
    [
      'other seeds',
      (result: Result): Result => ({ ...result, takes: result.takes.map((take) => ({ ...take, seed: 77 })) }),
    ],
    ['another length', (result: Result): Result => ({ ...result, scenario: { ...result.scenario, durationMs: 1 } })],
    [
      'another backend',
      (result: Result): Result => ({
        ...result,
        takes: result.takes.map((take) => ({ ...take, network: { ...take.network, backend: 'relay' } })),
      }),
    ],
    ['an invalid result', (result: Result): Result => ({ ...result, outcome: 'invalid' })],
  ])('is not one with %s', (_, change) => {
    save('a', at(change(readyResult()), '2026-07-01T10:00:00.000Z'));
    expect(withEarlier(now, save('now', now))).not.toHaveProperty('earlier');
  });

  it('counts although a name or a clock was written otherwise', () => {
    const regions = now.scenario.regions.map((region) => ({
      ...region,
      label: 'X',
      localTime: '2026-07-01T20:00+08:00',
    }));
    save('a', at({ ...now, scenario: { ...now.scenario, regions } }, '2026-07-01T10:00:00.000Z'));
    expect(withEarlier(now, save('now', now)).earlier?.directory).toBe('a');
  });

  it('is not looked for where the result is invalid, and not stopped by files that cannot be read', () => {
    save('broken', '{');
    save('a', at(readyResult(), '2026-07-01T10:00:00.000Z'));
    const invalid = at(invalidResult(), '2026-07-03T10:00:00.000Z');
    expect(withEarlier(invalid, join(folder, 'now'))).toBe(invalid);
    expect(withEarlier(now, join(folder, 'now')).earlier?.directory).toBe('a');
  });
});

describe('the rehearsals of a folder', () => {
  it('are listed newest first, with the worst region of those not ready', () => {
    save('a', at(readyResult(), '2026-07-01T10:00:00.000Z'));
    save('c', at(notReadyResult(), '2026-07-03T10:00:00.000Z'));
    save('b', at(invalidResult(), '2026-07-02T10:00:00.000Z'));
    save('broken', 'no JSON');
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'index.html'), '');
    // A rehearsal that is deleted while the list is read.
    expect(readEntry(folder, 'deleted')).toBeUndefined();
    const { entries, unreadable } = readHistory(folder);
    expect(entries.map(({ directory, outcome }) => [directory, outcome])).toEqual([
      ['c', 'not-ready'],
      ['b', 'invalid'],
      ['a', 'ready'],
    ]);
    expect(unreadable).toEqual(['broken']);
    const [notReady, invalid] = entries;
    const worst = notReadyResult().verdicts.find(({ outcome }) => outcome === 'fail');
    const region = notReadyResult().scenario.regions.find(({ id }) => id === worst?.region);
    expect(notReady?.worstRegion?.en).toBe(region?.label);
    // Its numbers say nothing.
    expect(invalid).toMatchObject({ numbers: {} });
    expect(invalid).not.toHaveProperty('worstRegion');
  });

  it('show the worst viewer of valid takes, and nothing where one viewer has no data', () => {
    const result = readyResult();
    const [take] = result.takes;
    if (take === undefined) throw new Error('the sample has no take');
    const viewer = (id: string, p95: number | undefined): Result['takes'][number]['viewers'][number] => ({
      ...{ id, region: 'sea-sg', series: {} },
      metrics: {
        latency:
          p95 === undefined
            ? { type: 'no-data', unit: 'ms', reason: 'none' }
            : { type: 'distribution', unit: 'ms', count: 9, p50: 1, p95, p99: p95, max: p95 },
      } as Result['takes'][number]['viewers'][number]['metrics'],
    });
    const both = (second: number | undefined): Result => ({
      ...result,
      takes: [{ ...take, viewers: [viewer('sea-sg-1', 210), viewer('sea-sg-2', second)] }],
    });
    save('whole', at(both(480), '2026-07-02T10:00:00.000Z'));
    save('lacking', at(both(undefined), '2026-07-01T10:00:00.000Z'));
    const [whole, lacking] = readHistory(folder).entries;
    expect(whole?.numbers.latency).toBe(480);
    expect(lacking?.numbers).not.toHaveProperty('latency');
  });

  it('count the time that was measured, and none for a take whose window never opened', () => {
    const result = readyResult();
    save('a', { ...result, takes: result.takes.map((take, i) => (i === 0 ? take : { ...take, host: [] })) });
    save('b', result);
    const minutes = readHistory(folder).entries.map(({ measuredMinutes }) => measuredMinutes);
    expect(minutes.toSorted()).toEqual([20 / 60, 40 / 60]);
  });

  it('make a page with links and courses, safe against names from scenarios', async () => {
    for (const day of [1, 2, 3]) save(`run ${day}`, at(readyResult(), `2026-07-0${day}T10:00:00.000Z`));
    save('x', at(hostileResult(), '2026-07-04T10:00:00.000Z'));
    const file = await writeHistoryPage(folder, readHistory(folder), '1.0.0');
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('href="run%203/index.html"');
    expect(page.match(/<figure class="course">/g)?.length).toBe(3);
    expect(page).not.toContain('<script>alert');
    // Again: its own page is replaced.
    await writeHistoryPage(folder, readHistory(folder), '1.0.0');
  });

  it('never replace a page that somebody else wrote', async () => {
    writeFileSync(join(folder, 'index.html'), '<h1>mine</h1>');
    await expect(writeHistoryPage(folder, readHistory(folder), '1.0.0')).rejects.toThrow('index.html: expected');
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('<h1>mine</h1>');
  });

  it('are none where there is no such folder', () => {
    expect(readHistory(join(folder, 'none'))).toEqual({ entries: [], unreadable: [] });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

describe('what is remembered of a rehearsal', () => {
  const remembered = (name: string) => join(folder, name, '.history-entry.json');
  const outcomes = () => readHistory(folder).entries.map(({ outcome }) => outcome);

  it('gives the same list as its result', () => {
    save('a', readyResult());
    save('b', notReadyResult());
    const first = readHistory(folder);
    expect(existsSync(remembered('a')) && existsSync(remembered('b'))).toBe(true);
    expect(readHistory(folder)).toEqual(first);
  });

  it('is asked instead of a result that is as it was', () => {
    save('a', readyResult());
    readHistory(folder);
    const text = readFileSync(remembered('a'), 'utf8');
    writeFileSync(remembered('a'), text.replace('"outcome":"ready"', '"outcome":"not-ready"'));
    expect(outcomes()).toEqual(['not-ready']);
  });

  it('does not outlive the result, nor a damaged file', () => {
    const directory = save('a', readyResult());
    readHistory(folder);
    writeFileSync(join(directory, 'result.json'), JSON.stringify(invalidResult()));
    expect(outcomes()).toEqual(['invalid']);
    writeFileSync(remembered('a'), '{"madeOf":');
    expect(outcomes()).toEqual(['invalid']);
  });

  it('finds the last rehearsal before one as its result does', () => {
    save('a', at(readyResult(), '2026-07-01T10:00:00.000Z'));
    const now = at(readyResult(), '2026-07-03T10:00:00.000Z');
    const directory = save('now', now);
    const first = withEarlier(now, directory);
    expect(first.earlier?.directory).toBe('a');
    expect(withEarlier(now, directory)).toEqual(first);
  });
});
