import { describe, expect, test } from 'vitest';
import { catalogEntries } from '../../../src/scenario/catalog/catalog-entry.ts';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';
import { findEntry, searchCatalog } from '../../../src/scenario/catalog/search-catalog.ts';

const entries = catalogEntries(await loadCatalog());
const names = (...words: string[]) => searchCatalog(entries, words).map(({ name }) => name);

const JAKARTA = [
  'sea-id',
  'sea-id/fixed',
  'sea-id/mobile-good',
  'sea-id/mobile-peak',
  'sea-id/accelerated',
  'sea-id/direct-day',
  'sea-id/direct-evening',
];

describe('searching', () => {
  test.each(['jakarta', 'JAKARTA', '雅加达', 'Indonesia', '印度尼西亚'])(
    '"%s" finds Jakarta and its profiles',
    (word) => {
      expect(names(word)).toEqual(JAKARTA);
    },
  );

  test('every word must be found', () => {
    expect(names('雅加达', '4g')).toEqual(['sea-id/mobile-good']);
    expect(names('jakarta', 'haul-less')).toEqual([]);
  });

  test('a kind of line is found once, not once for each region', () => {
    expect(names('4g')).toEqual([
      'mobile-good',
      'cn-studio-4g',
      'devtools-slow-4g',
      'devtools-fast-4g',
      'wpt-4g',
      'throttle-4g',
      'loadero-4g',
    ]);
    expect(names('光纤')).toEqual(['cn-studio-fibre', 'wpt-fios', 'throttle-fois']);
  });

  test('a country is found by its code and names of both languages, the code as a whole word', () => {
    expect(names('us').filter((name) => !name.includes('/'))).toEqual(expect.arrayContaining(['na-west', 'na-east']));
    expect(names('uk')).toContain('eu-gb');
    expect(names('英国')).toContain('eu-gb');
    expect(names('za')).toContain('af-za');
    expect(names('za', 'fixed')).toEqual(['af-za/fixed']);
  });

  test('without words, everything is found except profiles of single regions', () => {
    expect(names()).toHaveLength(45 + 3 + 1 + 3 + 1 + 5 + 56 + 4);
  });
});

test('an entry is found by its full name, ignoring case', () => {
  expect(findEntry(entries, 'SEA-ID/mobile-peak')).toMatchObject({
    type: 'access',
    region: 'sea-id',
    fields: { up: { written: '550 kbps', source: 'assumption' }, queue: { written: '500 ms', source: '[rfc8868]' } },
  });
  expect(findEntry(entries, 'sea-id/mobile')).toBeUndefined();
});

test('a bottleneck’s default queue is shown where the profile names none', () => {
  expect(findEntry(entries, 'wpt-4g')).toMatchObject({ fields: { queue: { written: '300 ms', isDefault: true } } });
  expect(findEntry(entries, 'loadero-loss-5')).toMatchObject({
    fields: { loss: { written: '5 %', source: '[loadero]' } },
  });
});
