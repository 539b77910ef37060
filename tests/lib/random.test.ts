import { describe, expect, it } from 'vitest';
import { createRandom, hash32, hashString } from '../../src/lib/random.ts';

describe('seeded randomness', () => {
  it('is the same stream for the same seed, on every machine', () => {
    const random = createRandom(1);
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('is uniform: each tenth of [0, 1) gets a tenth of 100,000 draws, within 4 standard deviations', () => {
    const random = createRandom(7);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(100_000 * 0.1 * 0.9));
  });

  it('is uniform for hash32 of neighbouring numbers', () => {
    let below = 0;
    for (let i = 0; i < 100_000; i++) if (hash32(5, i) < 2 ** 31) below++;
    expect(Math.abs(below - 50_000)).toBeLessThan(4 * Math.sqrt(25_000));
  });

  it('differs between names', () => expect(hashString('haul:sea-id/out')).not.toBe(hashString('haul:sea-id/back')));
});
