import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { vocabulary } from '../../src/verdict/vocabulary.ts';
import { inProcess } from './in-process.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longhaul-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NONE = { to: undefined, from: undefined, bitrate: undefined, at: undefined };
const run = (answers: Partial<Record<keyof typeof NONE, string>>, name = '直播彩排.yaml') =>
  inProcess(init, { file: join(folder, name), ...NONE, ...answers });

describe('longhaul init', () => {
  it('writes a valid scenario from four answers, with its schema for editors', async () => {
    const { code } = await run({
      to: 'jakarta, uk',
      from: '5G host',
      bitrate: '1.5 Mbps',
      at: '2098-11-27T20:00+08:00',
    });
    expect(code).toBe(0);
    const file = join(folder, '直播彩排.yaml');
    const { scenario, warnings } = await loadScenario(file, vocabulary);
    expect(scenario).toMatchObject({
      ...{ name: '直播彩排', airtime: '2098-11-27T20:00+08:00' },
      broadcast: { video: { width: 960, height: 540, bitrateBps: 1.5e6 }, firstMile: { profile: 'cn-studio-5g' } },
    });
    expect(scenario.regions.map(({ id, access }) => [id, access.profile])).toEqual([
      ['sea-id', 'sea-id/mobile-peak'],
      ['eu-gb', 'eu-gb/mobile-good'],
    ]);
    expect(warnings).toEqual([]);
    const [, schema = ''] = /\$schema=(\S+)/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(resolve(folder, schema)).toMatch(/scenarios\/scenario\.schema\.json$/);
  });

  it('needs only the regions', async () => {
    await run({ to: 'kr' });
    const { scenario } = await loadScenario(join(folder, '直播彩排.yaml'), vocabulary);
    expect(scenario).toMatchObject({ broadcast: { video: { width: 1280, bitrateBps: 2e6 } }, regions: [{ id: 'kr' }] });
  });

  it('does not ask without a terminal, and reports which answer is missing or wrong', async () => {
    await expect(run({})).rejects.toThrow(/^--to: expected regions .* got nothing$/);
    await expect(run({ to: 'kr', bitrate: '2' })).rejects.toThrow(
      /^--bitrate: expected a bit rate .* got "2" \(did you mean 2 Mbps\?\)$/,
    );
    await expect(run({ to: 'kr', at: '2026-11-27T20:00' })).rejects.toThrow(/20:00\+08:00 is that time in China/);
  });

  it('never overwrites a file', async () => {
    writeFileSync(join(folder, 'there.yaml'), 'mine');
    await expect(run({ to: 'kr' }, 'there.yaml')).rejects.toThrow(/expected a file that is not there yet/);
    expect(readFileSync(join(folder, 'there.yaml'), 'utf8')).toBe('mine');
    await expect(run({ to: 'kr' }, 'no/such/folder.yaml')).rejects.toThrow(/expected a file that can be written/);
  });
});
