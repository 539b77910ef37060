import { expect, test } from 'vitest';
import { isZone } from '../../../src/scenario/airtime/local-time.ts';
import type { CatalogProfile } from '../../../src/scenario/catalog/catalog.ts';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';

const catalog = await loadCatalog();
const regions = [...catalog.regions.values()];
const profiles: CatalogProfile<object>[] = [
  ...regions.flatMap(({ hauls, access }) => [...hauls.values(), ...access.values()]),
  ...catalog.firstMiles.values(),
  ...catalog.presets.values(),
];
const rules = [...catalog.byHour.access.values(), ...catalog.byHour.hauls.values()];

test('has forty-five regions with the same hauls and access profiles each, and five first miles', () => {
  expect(regions).toHaveLength(45);
  expect(catalog.firstMiles.size).toBe(5);
  const [hauls, access] = [[...catalog.hauls.keys()], [...catalog.access.keys()]];
  expect(hauls).toEqual(['accelerated', 'direct-day', 'direct-evening']);
  expect(access).toEqual(['fixed', 'mobile-good', 'mobile-peak']);
  for (const region of regions) {
    expect([...region.hauls.keys()]).toEqual(hauls);
    expect([...region.access.keys()]).toEqual(access);
  }
});

test('gives every number a source: a known reference, or an assumption', () => {
  for (const { name, written, sources } of profiles) {
    expect(Object.keys(sources).sort(), name).toEqual(Object.keys(written).sort());
    for (const [field, source] of Object.entries(sources)) checkSource(`${name} ${field}`, source);
  }
  for (const { name, source } of rules) checkSource(name, source);
});

function checkSource(what: string, source: string): void {
  const keys = [...source.matchAll(/\[([\w-]+)\]/g)].map(([, key]) => key);
  expect(keys.length > 0 || source.includes('assumption'), `${what}: ${source}`).toBe(true);
  for (const key of keys) expect(Object.keys(catalog.references)).toContain(key);
}

test('cites every reference it lists', () => {
  const cited = [...profiles, ...catalog.devices.values()].flatMap(({ sources }) => Object.values(sources)).join(' ');
  expect(Object.keys(catalog.references).filter((key) => !cited.includes(`[${key}]`))).toEqual([]);
});

test('holds the numbers it was made from', () => {
  expect(catalog.regions.get('sea-id')?.access.get('mobile-peak')).toMatchObject({
    name: 'sea-id/mobile-peak',
    label: 'mobile, congested evening',
    written: { rtt: 120, jitter: 40, down: 1.8e6, up: 550e3, loss: 0.015, burst: 6, queue: 500 },
  });
  expect(catalog.regions.get('jp')?.hauls.get('direct-evening')?.written).toEqual({
    rtt: 107,
    jitter: 33,
    loss: { out: 0.01, back: 0.15 },
    burst: 8,
  });
});

test('gives every region a country and a zone that the machine knows', () => {
  for (const { id, country, zone } of regions) {
    expect(country, id).toMatch(/^[A-Z]{2}$/);
    expect(isZone(zone ?? ''), id).toBe(true);
  }
});

test('names every region and every line that regions have in Chinese', () => {
  const kinds = [...catalog.hauls.values(), ...catalog.access.values(), ...catalog.firstMiles.values()];
  for (const { label, labelZh } of [...regions, ...kinds]) expect(labelZh, label).toMatch(/\p{Script=Han}/u);
  expect(new Set(regions.map(({ labelZh }) => labelZh)).size).toBe(regions.length);
});

test('has presets as their sources publish them, without effects that the sources leave out', () => {
  expect(catalog.presets.get('wpt-3g-fast')?.written).toEqual({ rtt: 150, down: 1.6e6, up: 768e3 });
  expect(catalog.presets.get('atc-edge-good')?.written).toEqual({
    delay: { down: 350, up: 370 },
    down: 250e3,
    up: 200e3,
  });
  expect(catalog.presets.get('loadero-loss-10')?.written).toEqual({ loss: 0.1 });
  expect(catalog.presets.get('webrtc-weak3g')?.written).toMatchObject({ rtt: 200, loss: 0.01, queue: 480 });
});

test('has no presets from tables that could not be read', () => {
  expect([...catalog.presets.keys()].filter((name) => /nlc|apple|g1050/i.test(name))).toEqual([]);
});

test('has one meaning for each access name', () => {
  const names = [...catalog.access.keys(), ...catalog.byHour.access.keys(), ...catalog.presets.keys()];
  expect(new Set(names).size).toBe(names.length);
});

test('has by-hour names whose profiles every region has', () => {
  for (const { peak, otherwise } of catalog.byHour.access.values())
    expect([...catalog.access.keys()]).toEqual(expect.arrayContaining([peak, otherwise]));
  for (const { peak, otherwise } of catalog.byHour.hauls.values())
    expect([...catalog.hauls.keys()]).toEqual(expect.arrayContaining([peak, otherwise]));
});
