import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from '../../src/commands/plan.ts';
import type { ComparisonPlan } from '../../src/compare/plan-comparison.ts';
import { inProcess } from './in-process.ts';

const FROM = new URL('../fixtures/settled', import.meta.url).pathname;
const REGIONS = ['near', 'mobile', 'far'];

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-plan-'));
  const regions = REGIONS.map(
    (region) => `  - {region: ${region}, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 6 Mbps}}`,
  );
  writeFileSync(
    join(scratch, 'gate.yaml'),
    `name: gate\nduration: 10s\nbroadcast:\n  video: {codec: h264, size: 640x360, fps: 30, bitrate: 2.5 Mbps}\nregions:\n${regions.join('\n')}\n`,
  );
});
afterAll(() => rmSync(scratch, { recursive: true }));

const run = (json: boolean, language: 'en' | 'zh' = 'en') =>
  inProcess(
    plan,
    { scenario: join(scratch, 'gate.yaml'), from: [FROM], variant: 'again', margins: 2, json },
    80,
    language,
  );

describe('longhaul plan', () => {
  it('lists the numbers that vary, folds the others into a line, and keeps within the terminal', async () => {
    const { code, out } = await run(false);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    const numbers = lines.filter((line) => REGIONS.some((region) => line.startsWith(`${region} `)));
    const [, folded = ''] = /^(\d+) more +hardly vary/m.exec(out) ?? [];
    expect(numbers.length).toBeGreaterThan(0);
    // Nine numbers with a limit in each region.
    expect(numbers.length + Number(folded)).toBe(27);
    expect(numbers.some((line) => line.includes('Join failures'))).toBe(false);
  });

  it('names as the hardest number one that varies, and what looking after each seed takes by its noise', async () => {
    const { gate, numbers } = JSON.parse((await run(true)).out) as ComparisonPlan;
    const noWorse = (of: ComparisonPlan['numbers']) => of.map(({ toSeeNoWorse = 99 }) => toSeeNoWorse);
    const hardest = numbers.filter(
      ({ number }) => number.region === gate.hardest?.region && number.metric.id === gate.hardest.metric.id,
    );
    expect(Math.max(...noWorse(hardest))).toBeGreaterThan(Math.min(...noWorse(numbers)));
    expect(gate.untilNoWorse.half ?? 99).toBeGreaterThanOrEqual(8);
    const said = (await run(false)).out.replace(/\s+/g, ' ');
    expect(said).toContain(`No change: after ${gate.untilNoWorse.half} seeds (about `);
    expect((await run(false, 'zh')).out.replace(/\s/g, '')).toContain(
      `没有变化时：${gate.untilNoWorse.half}个种子（约`,
    );
  });
});
