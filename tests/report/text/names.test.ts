import { describe, expect, it } from 'vitest';
import { regionName, segmentName } from '../../../src/report/text/names.ts';
import { readyResult } from '../sample-result.ts';

const { regions } = readyResult().scenario;

describe('the name of a region', () => {
  it('is in both languages', () => {
    expect(regionName(regions, 'sea-sg')).toEqual({ en: 'Singapore', zh: '新加坡' });
  });

  it('is the same in Chinese if no Chinese name is known, as in older results', () => {
    expect(regionName(regions, 'sea-id')).toEqual({ en: 'Jakarta', zh: 'Jakarta' });
  });

  it('is the id if there is no such region', () => {
    expect(regionName(regions, 'mars')).toEqual({ en: 'mars', zh: 'mars' });
  });
});

describe('the name of a segment', () => {
  it('is that of its profile; for one written in the scenario, only that it is', () => {
    const [singapore, , saoPaulo] = regions;
    if (singapore === undefined || saoPaulo === undefined) throw new Error('the sample has three regions');
    expect(segmentName(singapore.haul)).toEqual({ en: 'Accelerated', zh: '加速线路' });
    expect(segmentName(singapore.access)).toEqual({ en: 'Home broadband', zh: 'Home broadband' });
    expect(segmentName(saoPaulo.access).en).not.toContain('Line that suffers');
  });
});
