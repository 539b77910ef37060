import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findRegions } from '../../../src/scenario/catalog/find-places.ts';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';

interface Route {
  readonly way: string;
  readonly range: string;
  readonly source: string;
}
interface Written {
  readonly edge?: { readonly rtt: string };
  readonly mainland?: { readonly rtt: string };
  readonly routes: { readonly accelerated?: Route; readonly direct: Route };
}

const catalog = await loadCatalog();
const file = new URL('../../../scenarios/catalog/regions.yaml', import.meta.url);
const written: Readonly<Record<string, Written>> = parse(await readFile(file, 'utf8')).regions;

/** Latitude and longitude of the named cities, from an atlas. */
const CITIES: Readonly<Record<string, readonly [number, number]>> = {
  'na-west': [34.05, -118.24],
  'na-east': [40.71, -74.01],
  'na-ca': [43.65, -79.38],
  'latam-mx': [19.43, -99.13],
  'latam-br': [-23.55, -46.63],
  'eu-gb': [51.51, -0.13],
  'eu-de': [50.11, 8.68],
  'eu-es': [40.42, -3.7],
  'eu-fr': [48.86, 2.35],
  'eu-it': [45.46, 9.19],
  'eu-pl': [52.23, 21.01],
  ru: [55.76, 37.62],
  tr: [41.01, 28.98],
  'me-ae': [25.2, 55.27],
  'me-sa': [24.71, 46.68],
  in: [19.08, 72.88],
  'sea-sg': [1.35, 103.82],
  'sea-id': [-6.21, 106.85],
  'sea-vn': [10.82, 106.63],
  'sea-th': [13.76, 100.5],
  'sea-ph': [14.6, 120.98],
  'sea-my': [3.14, 101.69],
  hk: [22.32, 114.17],
  tw: [25.03, 121.57],
  jp: [35.68, 139.69],
  kr: [37.57, 126.98],
  'oc-au': [-33.87, 151.21],
  'af-za': [-26.2, 28.05],
  'af-ng': [6.52, 3.38],
  'af-eg': [30.04, 31.24],
  'af-ke': [-1.29, 36.82],
  'eu-ch': [47.37, 8.54],
  'eu-nl': [52.37, 4.9],
  'eu-se': [59.33, 18.07],
  'me-il': [32.09, 34.78],
  'me-qa': [25.29, 51.53],
  'oc-nz': [-36.85, 174.76],
  pk: [24.86, 67.01],
  bd: [23.81, 90.41],
  'sea-mm': [16.84, 96.17],
  'sea-kh': [11.56, 104.92],
  'latam-ar': [-34.6, -58.38],
  'latam-cl': [-33.45, -70.67],
  'latam-co': [4.71, -74.07],
  'latam-pe': [-12.05, -77.04],
};
/** Beijing, Shanghai and Guangzhou: the cities where China's lines to the world begin. */
const BORDERS: readonly (readonly [number, number])[] = [
  [39.9, 116.4],
  [31.23, 121.47],
  [23.13, 113.26],
];
const EARTH_KM = 6371;
/** Two thirds of 299,792 km/s, in km per ms. */
const FIBRE_KM_PER_MS = 199.86;

/** Round trip along the great circle in fibre, from the nearest of the three. */
function leastRoundTripMs(to: readonly [number, number]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const distances = BORDERS.map((from) => {
    const [lat1, lat2] = [radians(from[0]), radians(to[0])];
    const half = Math.sin((lat2 - lat1) / 2) ** 2;
    const turn = Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(to[1] - from[1]) / 2) ** 2;
    return 2 * EARTH_KM * Math.asin(Math.sqrt(half + turn));
  });
  return (2 * Math.min(...distances)) / FIBRE_KM_PER_MS;
}

const ends = (range: string) => range.replace(' ms', '').split('-').map(Number) as [number, number];
const ms = (text: string | undefined) => Number(text?.replace(' ms', ''));

describe.each([...catalog.regions.values()].map((region) => [region.id, region] as const))('%s', (id, region) => {
  const route = written[id];
  const rttOf = (haul: string) => region.hauls.get(haul)?.written.rtt ?? Number.NaN;

  test('has routes whose sources are known, or say that they are assumed', () => {
    for (const each of [route?.routes.direct, route?.routes.accelerated ?? []].flat()) {
      if (each === undefined) throw new Error('no direct route');
      const keys = [...each.source.matchAll(/\[([\w-]+)\]/g)].map(([, key]) => key);
      expect(keys.length > 0 || each.source.startsWith('assumption'), each.source).toBe(true);
      for (const key of keys) expect(Object.keys(catalog.references)).toContain(key);
    }
  });

  test('is no faster than light in fibre, neither in its hauls nor in what was published', () => {
    const city = CITIES[id];
    if (city === undefined) throw new Error('no city');
    const least = leastRoundTripMs(city);
    for (const haul of ['accelerated', 'direct-day', 'direct-evening'])
      expect(rttOf(haul), haul).toBeGreaterThanOrEqual(least);
    for (const { range } of [route?.routes.direct ?? [], route?.routes.accelerated ?? []].flat())
      expect(ends(range)[0]).toBeGreaterThanOrEqual(least);
  });

  test('has an accelerated haul of the two legs, or inside its route’s range', () => {
    const accelerated = route?.routes.accelerated;
    if (accelerated === undefined) {
      expect(rttOf('accelerated')).toBe(ms(route?.edge?.rtt) + ms(route?.mainland?.rtt));
    } else {
      const [least, most] = ends(accelerated.range);
      expect(rttOf('accelerated')).toBeGreaterThanOrEqual(least);
      expect(rttOf('accelerated')).toBeLessThanOrEqual(most);
    }
  });

  test('has a direct haul inside its range, 48 ms more in the evening, and no faster than the accelerated one', () => {
    const [least, most] = ends(route?.routes.direct.range ?? '');
    expect(rttOf('direct-day')).toBeGreaterThanOrEqual(least);
    expect(rttOf('direct-day')).toBeLessThanOrEqual(most);
    expect(rttOf('direct-evening') - rttOf('direct-day')).toBe(48);
    expect(rttOf('direct-day')).toBeGreaterThanOrEqual(rttOf('accelerated'));
  });
});

test('Tokyo and London have what was traced, not a detour by Hong Kong', () => {
  const rtt = (region: string, haul: string) => catalog.regions.get(region)?.hauls.get(haul)?.written.rtt;
  expect([rtt('jp', 'accelerated'), rtt('jp', 'direct-day')]).toEqual([26, 59]);
  expect(rtt('eu-gb', 'direct-day')).toBe(209);
});

test.each([
  ['Bangkok', '曼谷', '泰国', 'sea-th'],
  ['Manila', '马尼拉', '菲律宾', 'sea-ph'],
  ['Kuala Lumpur', '吉隆坡', '马来西亚', 'sea-my'],
  ['Istanbul', '伊斯坦布尔', '土耳其', 'tr'],
  ['Madrid', '马德里', '西班牙', 'eu-es'],
  ['Paris', '巴黎', '法国', 'eu-fr'],
  ['Milan', '米兰', '意大利', 'eu-it'],
  ['Warsaw', '华沙', '波兰', 'eu-pl'],
  ['Moscow', '莫斯科', '俄罗斯', 'ru'],
  ['Taipei', '台北', '台湾', 'tw'],
  ['Mumbai', '孟买', '印度', 'in'],
  ['Delhi', '德里', 'India', 'in'],
  ['Toronto', '多伦多', '加拿大', 'na-ca'],
  ['Cairo', '开罗', '埃及', 'af-eg'],
  ['Nairobi', '内罗毕', '肯尼亚', 'af-ke'],
  ['Karachi', '卡拉奇', '巴基斯坦', 'pk'],
  ['Santiago', '圣地亚哥', '智利', 'latam-cl'],
  ['Auckland', '奥克兰', '新西兰', 'oc-nz'],
])('%s is found as %s and as %s', (english, chinese, country, id) => {
  for (const name of [english, chinese, country]) {
    const found = findRegions(name, catalog);
    expect(found.type === 'ok' ? found.value.map((place) => place.id) : found, name).toContain(id);
  }
});
