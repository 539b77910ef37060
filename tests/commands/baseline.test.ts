import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseline } from '../../src/commands/baseline.ts';
import { ageWarning, type BaselineNote, noteOf } from '../../src/compare/baselines.ts';
import { InputError } from '../../src/lib/errors.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
import { readResult } from '../../src/result/read-result.ts';
import { BROADCAST, resultOf, takeOf } from '../verdict/compare/takes.ts';
import { inProcess } from './in-process.ts';

const ENVIRONMENT = { cpus: 4, cpuModel: 'Xeon', browser: 'Chromium 150' };
const takes = [1, 2, 3].map((seed) => {
  const take = takeOf(seed, [{ stutterRate: 0.01, frameRate: 30 }], { environment: ENVIRONMENT });
  const series = { stutterRate: Array.from({ length: 600 }, (_, second) => ({ second, value: 0.5 })) };
  return { ...take, viewers: take.viewers.map((viewer) => ({ ...viewer, series })) };
});

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-baseline-'));
  writeFileSync(join(scratch, 'result.json'), resultText(resultOf(takes)));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const run = (action: 'save' | 'show' | 'list', directory?: string, more: object = {}) =>
  inProcess(baseline, { action, directory, as: undefined, in: join(scratch, 'kept'), json: false, ...more });

describe('longhaul baseline', () => {
  it('saves result and measurements in a small folder, with their origin', async () => {
    const { code, out } = await run('save', scratch, { as: 'main' });
    expect(code).toBe(0);
    expect(out).toBe(join(scratch, 'kept', 'main'));
    expect(statSync(join(out, 'result.json')).size).toBeLessThan(statSync(join(scratch, 'result.json')).size / 4);
    const result = await readResult(out);
    expect(result.takes.map(({ seed, viewers }) => [seed, viewers[0]?.metrics.stutterRate])).toEqual(
      [1, 2, 3].map((seed) => [seed, { type: 'value', unit: 'fraction', value: 0.01 }]),
    );
    expect(JSON.parse(readFileSync(join(out, 'baseline.json'), 'utf8'))).toMatchObject({
      ...{ name: 'main', tool: 'longhaul 0.1.0', scenario: 'gate', machine: '4 x Xeon', browser: 'Chromium 150' },
      ...{ seeds: [1, 2, 3], recordedAt: '2026-11-25T12:00:00.000Z' },
    });
  });

  it('refuses an invalid rehearsal, with the reason and a command to try', async () => {
    const invalidReasons = [{ signal: 'host-busy', reason: 'The CPUs were busy.', advice: 'Close other programs.' }];
    const invalid = resultOf(takes, { outcome: 'invalid', invalidReasons } as object);
    const result = { ...invalid, outcome: 'invalid', invalidReasons } as const;
    writeFileSync(join(scratch, 'result.json'), resultText(result));
    await expect(run('save', scratch, { as: 'main' })).rejects.toThrow(
      `${scratch}: expected a rehearsal that is valid; got an invalid one: The CPUs were busy. (try \`npx longhaul `,
    );
    await expect(run('list')).rejects.toThrow(/no such folder/);
  });

  it('lists and shows what was saved', async () => {
    await run('save', scratch, { as: 'main' });
    await run('save', scratch);
    expect((await run('list')).out).toMatch(/^Baseline +Scenario[\s\S]*^gate +gate[\s\S]*^main +gate/m);
    expect((await run('show', 'main')).out).toMatch(/machine: 4 x Xeon[\s\S]*READY/);
  });

  it('refuses a name that would leave its folder, and a baseline that does not exist', async () => {
    await expect(run('save', scratch, { as: '../up' })).rejects.toThrow(InputError);
    await expect(run('show', 'nobody')).rejects.toThrow(InputError);
    await expect(run('list')).rejects.toThrow(/no such folder/);
    await expect(run('save')).rejects.toThrow(/expected the directory of a finished rehearsal; got nothing/);
  });

  it('has a digest that depends on the conditions, not on the encoder', () => {
    const digest = (more: object) => noteOf(resultOf(takes, more), 'x').conditions;
    const low = { ...BROADCAST, video: { ...BROADCAST.video, bitrateBps: 1e6 } };
    expect(digest({ broadcast: low, name: 'other' })).toBe(digest({}));
    const regions = resultOf(takes).scenario.regions.map((region) => ({ ...region, labelZh: '近处' }));
    expect(digest({ regions })).toBe(digest({}));
    expect(digest({ durationMs: 1000 })).not.toBe(digest({}));
  });

  it('causes a warning when it is old', () => {
    const note = { ...noteOf(resultOf(takes), 'main') } satisfies BaselineNote;
    expect(ageWarning(note, Date.parse('2026-12-25'))).toBeUndefined();
    expect(ageWarning(note, Date.parse('2027-03-01'))).toBe('the baseline main is 95 days old: record it anew');
    expect(ageWarning(undefined, 0)).toBeUndefined();
  });
});
