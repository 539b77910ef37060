import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { vocabulary } from '../../src/verdict/vocabulary.ts';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
const load = (name: string) => loadScenario(`${folder}${name}`, vocabulary, { cpus: 2 });

describe('every shipped scenario', () => {
  test.each(files)('%s is right, sets budgets of its own and names its schema', async (name) => {
    const { scenario, source } = await load(name);
    expect(scenario.name).toBe(name.replace('.yaml', ''));
    expect(source).toMatch(/^# yaml-language-server: \$schema=\.\/scenario\.schema\.json\n/);
    for (const { id } of scenario.regions)
      expect(scenario.budgets[id]?.some(({ origin }) => origin === 'scenario')).toBe(true);
  });

  test.each(files)('%s fits a machine of two cores', async (name) => {
    const { warnings } = await load(name);
    expect(warnings.filter((text) => text.includes('cores'))).toEqual([]);
  });
});

describe('the quickstart', () => {
  test('is what the README promises: 720p30, 2 Mbps, three regions on three accesses, about 30 s', async () => {
    const { scenario, warnings } = await load('quickstart.yaml');
    expect(warnings).toEqual([]);
    expect(scenario.broadcast.video).toEqual({
      codec: 'h264',
      width: 1280,
      height: 720,
      fps: 30,
      bitrateBps: 2e6,
    });
    expect(scenario.durationMs + scenario.warmupMs).toBe(30_000);
    expect(new Set(scenario.regions.map(({ access }) => access.label.replace(/.*\//, ''))).size).toBe(3);
  });

  test('has one tight region, whose line carries the stream but not twice as much', async () => {
    const { scenario } = await load('quickstart.yaml');
    const rates = scenario.regions.map(({ access }) => access.out.rateBps ?? Infinity);
    expect(rates.filter((rate) => rate < 2 * 2_064_000)).toEqual([3e6]);
  });
});
