import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/lib/errors.ts';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';
import { extendByFiles } from '../../../src/scenario/catalog/user-catalogs.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { loadText, problemsOf, vocabulary } from '../load-text.ts';

const MOSCOW = `regions:
  ru-msk:
    label: Russia (Moscow)
    country: RU
    zone: Europe/Moscow
    hauls:
      accelerated: {rtt: 120 ms, loss: {out: 0.1 %, back: 1 %}}
    access:
      fixed: {rtt: 10 ms, down: 50 Mbps, up: 20 Mbps}
      metro-wifi: {rtt: 60 ms, jitter: 20 ms, down: 3 Mbps, up: 1 Mbps}
presets:
  hotel: {label: hotel wifi, profile: {rtt: 30 ms, down: 3 Mbps, up: 1 Mbps}}
firstMiles:
  studio-2: {profile: {rtt: 8 ms, up: 12 Mbps}}
`;

const scenario = (catalog: string, regions: string, broadcast = '') =>
  `name: own\nduration: 20s\ncatalog: ${catalog}\nbroadcast: {video: {bitrate: 500 kbps}${broadcast}}\nregions:\n${regions}`;

/** Loads scenario.yaml from a folder with these files. */
async function withFiles<T>(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'longhaul-catalog-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const load = (files: Readonly<Record<string, string>>) =>
  withFiles(files, (folder) => loadScenario(join(folder, 'scenario.yaml'), vocabulary));

/** Returns the lines of the error, "own.yaml:3: regions.x: ...", without the folder. */
async function complaints(files: Readonly<Record<string, string>>): Promise<string[]> {
  return withFiles(files, async (folder) => {
    try {
      await loadScenario(join(folder, 'scenario.yaml'), vocabulary);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.message.replaceAll(`${folder}/`, '').split('\n');
    }
    throw new Error('accepted');
  });
}

describe('a catalog file beside the scenario', () => {
  test('adds regions, presets and first miles', async () => {
    const { scenario: loaded } = await load({
      'own.yaml': MOSCOW,
      'scenario.yaml': scenario(
        'own.yaml',
        '  - {region: ru-msk, access: metro-wifi}\n  - {region: sea-id, access: hotel}\n  - {region: jp, access: ru-msk/fixed}\n',
        ', firstMile: studio-2',
      ),
    });
    expect(loaded.broadcast.firstMile.out).toMatchObject({ delayMs: 4, rateBps: 12e6 });
    expect(loaded.regions.map(({ label, zone, access, haul }) => [label, zone, access.profile, haul.profile])).toEqual([
      ['Russia (Moscow)', 'Europe/Moscow', 'ru-msk/metro-wifi', 'ru-msk/accelerated'],
      ['Indonesia (Jakarta)', 'Asia/Jakarta', 'hotel', 'sea-id/accelerated'],
      ['Japan (Tokyo)', 'Asia/Tokyo', 'ru-msk/fixed', 'jp/accelerated'],
    ]);
    expect(loaded.regions[0]?.access.label).toBe('metro-wifi');
    for (const part of [loaded.regions[0], loaded.regions[0]?.access, loaded.broadcast.firstMile])
      expect(part).not.toHaveProperty('labelZh');
  });

  test('may label them in Chinese; a label in one language stands for both', async () => {
    const { scenario: loaded } = await load({
      'own.yaml': MOSCOW.replace('label: Russia (Moscow)', '$&\n    labelZh: 俄罗斯（莫斯科）').replace(
        'label: hotel wifi',
        'labelZh: 酒店 Wi-Fi',
      ),
      'scenario.yaml': scenario('own.yaml', '  - {region: ru-msk, id: msk, access: hotel}\n'),
    });
    expect(loaded.regions[0]).toMatchObject({ label: 'Russia (Moscow), msk', labelZh: '俄罗斯（莫斯科），msk' });
    expect(loaded.regions[0]?.access.label).toBe('酒店 Wi-Fi');
    expect(loaded.regions[0]?.access).not.toHaveProperty('labelZh');
  });

  test('replaces profile by profile, and leaves the rest of the region', async () => {
    const { scenario: loaded } = await load({
      'a.yaml': 'regions: {sea-id: {access: {fixed: {rtt: 40 ms}, mobile-good: {rtt: 50 ms}}}}\n',
      'b.yaml': 'regions: {sea-id: {label: Jakarta office, access: {fixed: {rtt: 60 ms}}}}\n',
      'scenario.yaml': scenario(
        '[a.yaml, b.yaml]',
        ['fixed', 'mobile-good', 'mobile-peak']
          .map((name) => `  - {region: sea-id, id: ${name}, access: ${name}}\n`)
          .join(''),
      ),
    });
    expect(loaded.regions.map(({ label }) => label)).toEqual([
      'Jakarta office, fixed',
      'Jakarta office, mobile-good',
      'Jakarta office, mobile-peak',
    ]);
    expect(loaded.regions.map(({ access }) => access.out.delayMs)).toEqual([30, 25, 60]);
    expect(loaded.regions[0]?.access.out).not.toHaveProperty('rateBps');
    expect(loaded.regions[0]?.zone).toBe('Asia/Jakarta');
  });

  test('a region’s own profile named "mobile" needs no airtime', async () => {
    const { scenario: loaded } = await load({
      'own.yaml': 'regions: {jp: {access: {mobile: {rtt: 44 ms}}}}\n',
      'scenario.yaml': scenario('own.yaml', '  - {region: jp, access: mobile}\n'),
    });
    expect(loaded.regions[0]?.access).toMatchObject({ profile: 'jp/mobile', out: { delayMs: 22 } });
  });

  test('may change the peak hours', async () => {
    const rule = 'airtime: {access: {mobile: {peak: mobile-peak, otherwise: mobile-good, hours: "12:00-13:00"}}}\n';
    const text = (airtime: string) =>
      `airtime: ${airtime}\n${scenario('own.yaml', '  - {region: sea-id, access: mobile}\n')}`;
    const picked = async (airtime: string) => {
      const loaded = await load({ 'own.yaml': rule, 'scenario.yaml': text(airtime) });
      return loaded.scenario.regions[0]?.access.profile;
    };
    expect(await picked('2026-11-27T12:30+07:00')).toBe('sea-id/mobile-peak');
    expect(await picked('2026-11-27T19:30+07:00')).toBe('sea-id/mobile-good');
  });

  test('warns with the line in the catalog file', async () => {
    const { warnings } = await load({
      'own.yaml': 'presets:\n  shaky: {profile: {rtt: 10 ms, jitter: 8 ms}}\n',
      'scenario.yaml': scenario('own.yaml', '  - {region: jp, access: shaky}\n'),
    });
    expect(warnings[0]).toMatch(/own\.yaml:2: presets\.shaky\.profile\.jitter: ± 8 ms/);
  });
});

describe('a catalog written in the scenario', () => {
  test('extends the catalog as well', async () => {
    const { scenario: loaded } = await loadText(
      scenario('{presets: {cafe: {profile: {rtt: 30 ms, down: 4 Mbps}}}}', '  - {region: jp, access: cafe}\n'),
    );
    expect(loaded.regions[0]?.access).toMatchObject({ profile: 'cafe', out: { delayMs: 15, rateBps: 4e6 } });
  });

  test('has its errors reported once, at the scenario’s lines', async () => {
    const text = scenario('\n  presets:\n    cafe: {profile: {rtt: 30}}', '  - {region: jp, access: cafe}\n');
    expect((await problemsOf(text)).map(({ line, path, got }) => [line, path, got])).toEqual([
      [5, 'catalog.presets.cafe.profile.rtt', '30'],
    ]);
  });
});

describe('errors', () => {
  const refused = (own: string) =>
    complaints({ 'own.yaml': own, 'scenario.yaml': scenario('own.yaml', '  - {region: jp, access: fixed}\n') });

  test('in a catalog file are reported with their lines, all at once, in the file’s order', async () => {
    const found = await refused(
      `regions:
  ru-msk:
    zone: Europe/Moskow
    acess: {}
    access:
      fixed: {rtt: 10, queue: 100 ms}
presets:
  two words: {profile: {rtt: 10 ms}}
  bad: {profile: {rtt: 10 ms, loss: 5 %, burst: 0.5}}
`,
    );
    expect(found.map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'own.yaml:3 regions.ru-msk.zone',
      'own.yaml:4 regions.ru-msk.acess',
      'own.yaml:6 regions.ru-msk.access.fixed.rtt',
      'own.yaml:8 presets.two words',
      'own.yaml:9 presets.bad.profile.burst',
    ]);
    expect(found[1]).toContain('did you mean `access`?');
  });

  test('between fields are found as in a profile written in place', async () => {
    expect(await refused('presets:\n  x: {profile: {rtt: 10 ms, queue: 50 ms}}\n')).toEqual([
      expect.stringMatching(/^own\.yaml:2: presets\.x\.profile\.queue: .*a queue without a rate/),
    ]);
  });

  test('name a preset that is called like a region’s access line, and a reference whose key is taken', async () => {
    const found = await refused(
      'references: {zhu: me}\npresets:\n  fixed: {profile: {rtt: 1 ms}}\n  mobile: {profile: {rtt: 1 ms}}\n',
    );
    expect(found.map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'own.yaml:1 references.zhu',
      'own.yaml:3 presets.fixed',
      'own.yaml:4 presets.mobile',
    ]);
  });

  test('name a file that is missing, empty or not YAML', async () => {
    expect(await complaints({ 'scenario.yaml': scenario('own.yaml', '  - {region: jp, access: fixed}\n') })).toEqual([
      'scenario.yaml:3: catalog: expected a catalog file, its path relative to the scenario; got file not found: own.yaml',
    ]);
    expect(await refused('')).toEqual([expect.stringMatching(/^own\.yaml:1: expected a catalog such as/)]);
    expect(await refused('regions: [')).toEqual([expect.stringMatching(/^own\.yaml:\d+: expected valid YAML/)]);
  });

  test('name a catalog that is neither a file nor a map', async () => {
    const problems = await problemsOf(scenario('5', '  - {region: jp, access: fixed}\n'));
    expect(problems.map(({ line, path, got }) => [line, path, got])).toEqual([[3, 'catalog', '5']]);
  });

  test('name a new region that lacks the haul that all others use', async () => {
    const found = await complaints({
      'own.yaml': MOSCOW,
      'scenario.yaml': scenario(
        'own.yaml',
        '  - {region: jp, access: fixed}\n  - {region: ru-msk, access: fixed}\n',
        ', haul: direct-day',
      ),
    });
    expect(found).toEqual([
      'scenario.yaml:7: regions[1].haul: expected one of accelerated, direct, or a haul written in place; got "direct-day"',
    ]);
  });

  test('say what a by-hour name stands for in a region without that profile', async () => {
    const found = await complaints({
      'own.yaml': MOSCOW,
      'scenario.yaml': `airtime: 2026-11-27T20:00+08:00\n${scenario('own.yaml', '  - {region: ru-msk, access: mobile}\n')}`,
    });
    expect(found).toEqual([
      expect.stringMatching(
        /^scenario\.yaml:7: regions\[0\]\.access: .*got "mobile", which at this airtime is mobile-good/,
      ),
    ]);
  });
});

test('numbers without a source have their file and line as one', async () => {
  const own = `sources: {metro-wifi: {jitter: measured on 2026-01-05}}\n${MOSCOW}`;
  await withFiles({ 'own.yaml': own }, async (folder) => {
    const { catalog } = await extendByFiles(await loadCatalog(), [join(folder, 'own.yaml')]);
    expect(catalog.regions.get('ru-msk')?.access.get('metro-wifi')?.sources).toEqual({
      rtt: 'own.yaml:11',
      jitter: 'measured on 2026-01-05',
      down: 'own.yaml:11',
      up: 'own.yaml:11',
    });
    expect(catalog.presets.get('hotel')?.sources.rtt).toBe('own.yaml:13');
    expect(catalog.regions.get('jp')?.access.get('fixed')?.sources.loss).toBe('low end of [ofcom]');
  });
});
