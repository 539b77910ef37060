import { describe, expect, test } from 'vitest';
import { findFirstMile, findRegions } from '../../../src/scenario/catalog/find-places.ts';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';

const catalog = await loadCatalog();
const ids = (text: string) => {
  const found = findRegions(text, catalog);
  return found.type === 'ok' ? found.value.map(({ id }) => id) : found;
};

describe('the regions named in an answer', () => {
  test('are found by id, place and country, in either language, each once and in the order named', () => {
    expect(ids('jakarta, jp')).toEqual(['sea-id', 'jp']);
    expect(ids('雅加达，日本；sea-id')).toEqual(['sea-id', 'jp']);
    expect(ids('Los Angeles')).toEqual(['na-west']);
  });

  test('are all those of a country, and none that merely contain its letters', () => {
    expect(ids('us')).toEqual(['na-west', 'na-east']);
    expect(ids('uk')).toEqual(['eu-gb']);
    expect(ids('GB')).toEqual(['eu-gb']);
  });

  test('are refused when one of them is unknown', () => {
    expect(ids('jp, atlantis')).toMatchObject({ type: 'refused', hint: '"atlantis" is none' });
    expect(ids('sea-sq')).toMatchObject({ type: 'refused', hint: expect.stringContaining('`sea-sg`') });
    expect(ids(' , ')).toMatchObject({ type: 'refused' });
  });
});

test('an answer names exactly one first mile', () => {
  expect(findFirstMile('cn-studio-5g', catalog)).toMatchObject({ type: 'ok', value: { id: 'cn-studio-5g' } });
  expect(findFirstMile('光纤', catalog)).toMatchObject({ type: 'ok', value: { id: 'cn-studio-fibre' } });
  expect(findFirstMile('5g', catalog)).toMatchObject({
    type: 'refused',
    hint: '"5g" may be cn-studio-5g or cn-venue-5g-crowded',
  });
});
