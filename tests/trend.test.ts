import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trend } from '../src/commands/trend.ts';
import { createRandom } from '../src/lib/random.ts';
import { jsonReport } from '../src/report/json-report.ts';
import { changePoints } from '../src/verdict/compare/change-points.ts';
import { inProcess } from './commands/in-process.ts';
import { drawsOf } from './verdict/compare/draws.ts';
import { resultOf, takeOf } from './verdict/compare/takes.ts';

const options = () => ({ margin: 1, alpha: 0.05, random: createRandom(1) });

describe('change points', () => {
  it('are found where the level changes, with the levels', () => {
    const values = [1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 3, 4, 3, 4, 3];
    const found = changePoints(values, options());
    expect(found.map(({ index }) => index)).toEqual([5, 10]);
    expect(found[0]).toMatchObject({ before: 1 });
    expect(found[1]).toMatchObject({ before: 9, after: 3 });
  });

  it('are none below the margin, in constants, and in too few values', () => {
    expect(changePoints([1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5], options())).toEqual([]);
    expect(changePoints([3, 3, 3, 3, 3, 3], options())).toEqual([]);
    expect(changePoints([1, 9, 9], options())).toEqual([]);
    expect(changePoints([], options())).toEqual([]);
  });

  it('are seen in chance alone at most 1 time in 20', () => {
    const { normal, random } = drawsOf(7);
    let alarms = 0;
    for (let i = 0; i < 100; i++) {
      const values = Array.from({ length: 12 }, () => 5 * normal());
      if (changePoints(values, { margin: 1, alpha: 0.05, random }).length > 0) alarms++;
    }
    // 5 of 100, and three standard errors.
    expect(alarms).toBeLessThanOrEqual(11);
  });
});

describe('longhaul trend', () => {
  let scratch = '';
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'longhaul-trend-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  const keep = (day: number, stutterRate: number, more: object = {}) => {
    const takes = [1, 2].map((seed) => takeOf(seed, [{ stutterRate, frameRate: 30 }]));
    const startedAt = `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`;
    mkdirSync(join(scratch, `night-${day}`));
    const content = String(jsonReport({ ...resultOf(takes, more), startedAt })[0]?.content);
    writeFileSync(join(scratch, `night-${day}`, 'result.json'), content);
  };

  it('names the night since when it stutters, and leaves out what was rehearsed otherwise', async () => {
    for (let day = 1; day <= 12; day++) keep(day, (day < 7 ? 0.01 : 0.06) + (day % 3) * 0.001);
    keep(13, 0.01, { durationMs: 1000 });
    keep(14, 0.061);
    const { code, out } = await inProcess(trend, { folder: scratch, json: false });
    expect(code).toBe(0);
    expect(out).toMatch(/near stutterRate: 1\.1 % → 6\.1 % from 2026-11-07 12:00 UTC on \(night-7\), worse, p 0\.00\d/);
    expect(out).toContain('newest: night-13');
  });

  it('says when nothing changed, and that few rehearsals prove little', async () => {
    for (let day = 1; day <= 4; day++) keep(day, 0.01);
    const { out } = await inProcess(trend, { folder: scratch, json: false });
    expect(out).toContain('No number changed its level.');
    expect(out).toContain('4 rehearsals');
    await expect(inProcess(trend, { folder: join(scratch, 'none'), json: false })).rejects.toThrow(
      /a folder of rehearsals/,
    );
  });
});
