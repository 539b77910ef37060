import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type CatalogProfile, loadCatalog } from '../../src/scenario/catalog.ts';
import { parseQuantity } from '../../src/scenario/quantity.ts';

const catalog = await loadCatalog();
const regions = [...catalog.regions.values()];
const profiles: CatalogProfile<object>[] = [
  ...regions.flatMap(({ hauls, access }) => [...hauls.values(), ...access.values()]),
  ...catalog.firstMiles.values(),
];

test('has sixteen regions, each with the same hauls and access profiles, and four first miles', () => {
  expect(regions).toHaveLength(16);
  expect(catalog.firstMiles.size).toBe(4);
  expect(catalog.haulNames).toEqual(['accelerated', 'direct-day', 'direct-evening']);
  expect(catalog.accessNames).toEqual(['fixed', 'mobile-good', 'mobile-peak']);
  for (const { hauls, access } of regions) {
    expect([...hauls.keys()]).toEqual(catalog.haulNames);
    expect([...access.keys()]).toEqual(catalog.accessNames);
  }
});

test('keeps a source for every number, each a known reference or called an assumption', () => {
  for (const { name, written, sources } of profiles) {
    expect(Object.keys(sources).sort(), name).toEqual(Object.keys(written).sort());
    for (const [field, source] of Object.entries(sources)) {
      const keys = [...source.matchAll(/\[([\w-]+)\]/g)].map(([, key]) => key);
      expect(keys.length > 0 || source.includes('assumption'), `${name} ${field}: ${source}`).toBe(true);
      for (const key of keys) expect(Object.keys(catalog.references)).toContain(key);
    }
  }
});

test('cites every reference it lists', () => {
  const cited = profiles.flatMap(({ sources }) => Object.values(sources)).join(' ');
  for (const key of Object.keys(catalog.references)) expect(cited).toContain(`[${key}]`);
});

test('makes hauls of edge plus mainland: +20 ms by day on the public internet, +68 ms in the evening', async () => {
  const file = new URL('../../scenarios/catalog/regions.yaml', import.meta.url);
  const written: Record<string, { edge: { rtt: string }; mainland: { rtt: string } }> = parse(
    await readFile(file, 'utf8'),
  ).regions;
  const ms = (text: string | undefined) => {
    const parsed = parseQuantity(text ?? '', 'time');
    return parsed.type === 'ok' ? parsed.value : Number.NaN;
  };
  for (const { id, hauls } of regions) {
    const base = ms(written[id]?.edge.rtt) + ms(written[id]?.mainland.rtt);
    expect([...hauls.values()].map(({ written: { rtt } }) => rtt)).toEqual([base, base + 20, base + 68]);
  }
});

test('holds the numbers it was made from', () => {
  expect(catalog.regions.get('sea-id')?.access.get('mobile-peak')).toMatchObject({
    name: 'sea-id/mobile-peak',
    label: 'mobile, congested evening',
    written: { rtt: 120, jitter: 40, down: 1.8e6, up: 550e3, loss: 0.015, burst: 6, queue: 500 },
  });
  expect(catalog.regions.get('jp')?.hauls.get('direct-evening')?.written).toEqual({
    rtt: 154,
    jitter: 33,
    loss: { out: 0.01, back: 0.15 },
    burst: 8,
  });
});
