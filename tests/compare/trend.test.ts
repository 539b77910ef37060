import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trend } from '../../src/commands/trend.ts';
import { createRandom } from '../../src/lib/random.ts';
import type { TakeResult } from '../../src/model/result/result.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
import { findLevelChanges } from '../../src/verdict/compare/statistics/level-changes.ts';
import {
  findStrongest,
  likeliestShape,
  type Shape,
  shapesOf,
} from '../../src/verdict/compare/statistics/shape-statistics.ts';
import { studentTail } from '../../src/verdict/compare/statistics/student-tail.ts';
import { inProcess } from '../commands/in-process.ts';
import { drawsOf } from '../verdict/compare/draws.ts';
import { resultOf, takeOf } from '../verdict/compare/takes.ts';

const series = (values: readonly (number | undefined)[], margin = 1) => ({ values, margin, worse: 1 as const });
const changesOf = (...all: readonly (readonly (number | undefined)[])[]) =>
  findLevelChanges(
    all.map((values) => series(values)),
    { alpha: 0.05, random: createRandom(1) },
  );
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('changes of level', () => {
  const noise = [0.1, -0.2, 0.3, -0.1, 0.2, -0.3, 0.1, 0, -0.1, 0.2];

  it('are found where they are, several in one series, with the levels', () => {
    const [found] = changesOf([...noise.map((x) => x + 1), ...noise.map((x) => x + 9), ...noise.map((x) => x + 4)]);
    expect(found?.map(({ type, index }) => [type, index])).toEqual([
      ['step', 10],
      ['step', 20],
    ]);
    expect(found?.[0]?.before).toBeCloseTo(1.05);
    expect(found?.[0]?.p).toBeLessThan(0.02);
  });

  it('are called a drift where no single value changed it', () => {
    const [found] = changesOf(times(24, (i) => i * 0.5 + (noise[i % 10] ?? 0)));
    expect(found?.map(({ type, index, to }) => [type, index, to])).toEqual([['drift', 0, 23]]);
  });

  it('are none below the margin, in constants, and in too few values', () => {
    expect(changesOf([1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5])).toEqual([[]]);
    expect(changesOf([3, 3, 3, 3, 3, 3, 3, 3])).toEqual([[]]);
    expect(changesOf([1, 9, 9])).toEqual([[]]);
    expect(changesOf([])).toEqual([[]]);
    expect(changesOf()).toEqual([]);
  });

  it('are found among sixty numbers, in the newest three, although values are missing', () => {
    const { normal } = drawsOf(4);
    const all = times(60, (k) =>
      times(30, (i) => (i % 11 === k % 11 ? undefined : normal() + (k === 7 && i >= 27 ? 6 : 0))),
    );
    const found = changesOf(...all);
    expect(found[7]?.map(({ index }) => index)).toEqual([27]);
    expect(found.flat()).toHaveLength(1);
  });

  it.each([0, 0.8])(
    'are seen in chance alone at most 1 time in 20 over nine numbers (neighbours alike by %f)',
    (alike) => {
      const { normal, random } = drawsOf(7);
      const chain = () => {
        let value = normal();
        return times(20, () => (value = alike * value + Math.sqrt(1 - alike ** 2) * normal()));
      };
      const alarms = times(40, () =>
        findLevelChanges(
          times(9, () => series(chain(), 0.2)),
          { alpha: 0.05, random },
        ).some(({ length }) => length > 0),
      ).filter(Boolean).length;
      // 5 % of 40, and three standard errors.
      expect(alarms).toBeLessThanOrEqual(6);
    },
  );
});

describe('among correlated neighbours (0.8)', () => {
  it('a break of three standard deviations is found two rehearsals after it', () => {
    const { normal, random } = drawsOf(29);
    const chain = () => {
      let value = normal();
      return times(24, () => (value = 0.8 * value + 0.6 * normal()));
    };
    const found = times(12, () => {
      const all = times(12, (k) =>
        series(k === 3 ? chain().map((value, i) => value + (i >= 22 ? 3 : 0)) : chain(), 0.5),
      );
      return findLevelChanges(all, { alpha: 0.05, random })[3]?.length ?? 0;
    });
    // Whitened it is 5.07 deviations; the bound on one of twelve numbers is 3.1 of them.
    expect(found.filter((count) => count > 0).length).toBeGreaterThanOrEqual(10);
  });
});

describe('the likeliest kind of a change', () => {
  const { normal } = drawsOf(30);
  const shapes = shapesOf(24, 0);
  const options = { margin: 0.5, isOneSided: false, known: { variance: 1, values: 20 } };
  const kinds = (edit: (i: number) => number, favoured?: number) =>
    times(200, () => {
      const values = Float64Array.from({ length: 24 }, (_, i) => normal() + edit(i));
      const found = findStrongest(values, shapes.any, shapes, options);
      return likeliestShape(values, found, shapes, (at) => at === favoured);
    });
  const shareOf = (all: readonly Shape[], wanted: (shape: Shape) => boolean) => all.filter(wanted).length / all.length;

  it('is a drift where the value rises steadily, and a step where it rises at once', () => {
    expect(
      shareOf(
        kinds((i) => (5 * i) / 24),
        ({ type }) => type === 'drift',
      ),
    ).toBeGreaterThan(0.9);
    expect(
      shareOf(
        kinds((i) => (i >= 6 ? 3 : 0)),
        ({ type }) => type === 'step',
      ),
    ).toBeGreaterThan(0.9);
    // Halfway, a step of three is likest to a slope.
    expect(
      shareOf(
        kinds((i) => (i >= 12 ? 3 : 0)),
        ({ type }) => type === 'step',
      ),
    ).toBeGreaterThan(0.8);
  });

  it('is dated to where something else changed, if that fits nearly as well', () => {
    const step = (i: number) => (i >= 9 ? 2 : 0);
    const [alone, told] = [undefined, 9].map((favoured) => shareOf(kinds(step, favoured), ({ at }) => at === 9));
    expect(alone).toBeLessThan(0.7);
    expect(told).toBeGreaterThan(0.8);
    // Another machine long before the step does not take the blame.
    expect(
      shareOf(
        kinds((i) => (i >= 16 ? 4 : 0), 5),
        ({ at }) => at === 5,
      ),
    ).toBe(0);
  });
});

describe('the tails of Student’s t', () => {
  it('are those of its tables', () => {
    // One-sided 1 %, 0.1 % and 5 % points for 10, 40 and 20 degrees of freedom (any table).
    expect(studentTail(2.764, 10)).toBeCloseTo(0.01, 4);
    expect(studentTail(3.307, 40)).toBeCloseTo(0.001, 5);
    expect(studentTail(1.725, 20)).toBeCloseTo(0.05, 3);
    expect(studentTail(-1.725, 20)).toBeCloseTo(0.95, 3);
  });
});

describe('longhaul trend', () => {
  let scratch = '';
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'longhaul-trend-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  const keep = (
    day: number,
    stutterRate: number | undefined,
    more: object = {},
    environment: TakeResult['environment'] = {},
  ) => {
    const takes = [1, 2].map((seed) => takeOf(seed, [{ stutterRate, frameRate: 30 }], { environment }));
    const startedAt = `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`;
    mkdirSync(join(scratch, `night-${day}`));
    const content = resultText({ ...resultOf(takes, more), startedAt });
    writeFileSync(join(scratch, `night-${day}`, 'result.json'), content);
  };

  it('names the night since when it stutters, and leaves out what was rehearsed otherwise', async () => {
    for (let day = 1; day <= 12; day++) keep(day, (day < 7 ? 0.01 : 0.06) + (day % 3) * 0.001);
    keep(13, 0.01, { durationMs: 1000 });
    keep(14, 0.061);
    const { code, out } = await inProcess(trend, { folder: scratch, json: false });
    expect(code).toBe(0);
    expect(out).toMatch(
      /Near \| far stutterRate: 1\.1 % → 6\.1 % from 2026-11-07 12:00 UTC on \(night-7\), worse, p 0\.00\d/,
    );
    expect(out).toContain('newest: night-13');
  });

  it('names what else was new in the night of the change: another browser', async () => {
    for (let day = 1; day <= 16; day++) {
      const environment = { browser: day < 9 ? 'Chromium 150' : 'Chromium 151', cpus: 2 };
      keep(day, (day < 9 ? 0.01 : 0.06) + (day % 3) * 0.001, {}, environment);
    }
    const { out } = await inProcess(trend, { folder: scratch, json: false });
    expect(out).toMatch(/\(night-9\), worse, p 0\.00\d; new in that rehearsal: browser: Chromium 150 → Chromium 151/);
  });

  it('says so in Chinese', async () => {
    for (let day = 1; day <= 16; day++)
      keep(day, (day < 9 ? 0.01 : 0.06) + (day % 3) * 0.001, {}, day < 9 ? {} : { browser: 'Chromium 151' });
    const { out } = await inProcess(trend, { folder: scratch, json: false }, 80, 'zh');
    expect(out).toMatch(
      /自 2026-11-09 12:00 UTC（night-9）起 1\.1% → 6\.1%，变差，p 0\.00\d；.*浏览器：未知 → Chromium 151/,
    );
  });

  it('says since when there are no data: what broke may be what is not seen', async () => {
    for (let day = 1; day <= 9; day++) keep(day, day === 3 || day > 7 ? undefined : 0.01);
    const { out } = await inProcess(trend, { folder: scratch, json: false });
    expect(out).toContain(
      'No data from 2026-11-08 12:00 UTC on (night-8), so that nothing is known of them since: Near | far stutterRate\n',
    );
    expect(out).toMatch(/Near \| far stutterRate +6 +1 % +no data +0/);
    expect(out).toMatch(/Near \| far frameRate +9 +30 fps +30 fps +0/);
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
