import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import { bdRate, bdRateOverSeeds, type Curve } from '../../../src/verdict/curve/bd-rate.ts';

const curve = (rates: readonly number[], qualities: readonly number[]): Curve =>
  rates.map((rateBps, i) => ({ rateBps, quality: qualities[i] as number }));

// Answers of FAU-LMS/bjontegaard at aef9b4d (method 'pchip'; by its authors the same as JVET's sheet to ten places), in percent. The
// first vector is its README's, the second that of Anserw/Bjontegaard_metric's demo, the third SSIM over five points.
const PUBLISHED = [
  {
    anchor: curve([9487.76, 4593.6, 2486.44, 1358.24], [40.037, 38.615, 36.845, 34.851]),
    test: curve([9787.8, 4469, 2451.52, 1356.24], [40.121, 38.651, 36.97, 34.987]),
    percent: -4.417485,
  },
  {
    anchor: curve([686.76, 309.58, 157.11, 85.95], [40.28, 37.18, 34.24, 31.42]),
    test: curve([893.34, 407.8, 204.93, 112.75], [40.39, 37.21, 34.17, 31.24]),
    percent: 31.379878,
  },
  {
    anchor: curve([1000, 2000, 3000, 5000, 8000], [0.91, 0.945, 0.958, 0.971, 0.98]),
    test: curve([800, 1500, 2600, 4400, 7600], [0.915, 0.944, 0.962, 0.973, 0.982]),
    percent: -23.186,
  },
];

const fraction = (anchor: Curve, test: Curve) => {
  const found = bdRate(anchor, test);
  return found.type === 'value' ? found.fraction : found.reason;
};

describe('the BD-rate', () => {
  it.each(PUBLISHED)('is that of the published tool to 0.01 %: $percent %', ({ anchor, test, percent }) =>
    expect(Math.abs(100 * Number(fraction(anchor, test)) - percent)).toBeLessThan(0.01),
  );

  it('is 0 of a curve against itself, and a fifth where every rate is a fifth more', () => {
    const { anchor } = PUBLISHED[0] as (typeof PUBLISHED)[number];
    expect(fraction(anchor, anchor)).toBe(0);
    const dearer = anchor.map(({ rateBps, quality }) => ({ rateBps: rateBps * 1.2, quality }));
    expect(fraction(anchor, dearer)).toBeCloseTo(0.2, 10);
    expect(fraction(anchor.toReversed(), dearer)).toBeCloseTo(0.2, 10);
  });

  it('is unknown where more bits give less, where qualities never meet, and for a single point', () => {
    const rising = curve([1, 2, 4], [30, 33, 36]);
    expect(fraction(rising, curve([1, 2, 4], [30, 34, 33]))).toBe('not-rising');
    expect(fraction(rising, curve([1, 2, 4], [40, 43, 46]))).toBe('never-equal');
    expect(fraction(rising, curve([1], [30]))).toBe('not-rising');
  });

  it('says how much of what either reaches it is about: little where the curves hardly overlap', () => {
    const common = (anchor: Curve, test: Curve) => {
      const found = bdRate(anchor, test);
      return found.type === 'value' ? found.commonShare : undefined;
    };
    const anchor = curve([500, 1000, 2000, 4000], [30, 33, 36, 38]);
    expect(common(anchor, anchor)).toBe(1);
    expect(common(anchor, curve([400, 900, 1700, 3500], [37, 39, 40, 46]))).toBeCloseTo(1 / 16, 10);
    // Three points, and two: straight lines in the logarithm where there are no more.
    expect(fraction(curve([1000, 4000], [30, 36]), curve([500, 2000], [30, 36]))).toBeCloseTo(-0.5, 10);
    expect(fraction(curve([1000, 2000, 4000], [30, 33, 36]), curve([800, 1600, 3200], [30, 33, 36]))).toBeCloseTo(-0.2);
  });

  it('is unknown for points that are alike: a bitrate or a quality twice', () => {
    const rising = curve([1, 2, 4], [30, 33, 36]);
    for (const twice of [
      curve([1, 2, 2], [30, 33, 36]),
      curve([1, 2, 4], [30, 33, 33]),
      curve([0, 2, 4], [30, 33, 36]),
    ])
      expect([fraction(rising, twice), fraction(twice, rising)]).toEqual(['not-rising', 'not-rising']);
  });

  it('has an interval from the seeds, each against itself under the same weather', () => {
    const random = createRandom(1);
    const seeds = Array.from({ length: 8 }, (_, i) => {
      // The weather takes a different quality from both; the test needs 31 % less, give or take 2 points.
      const weather = i * 0.5;
      const anchor = curve([500, 1000, 2000, 4000], [30, 33, 36, 38]).map((point) => ({
        ...point,
        quality: point.quality - weather,
      }));
      const saved = 0.69 + 0.04 * (random() - 0.5);
      return { anchor, test: anchor.map(({ rateBps, quality }) => ({ rateBps: rateBps * saved, quality })) };
    });
    const broken = { anchor: curve([1, 2], [30, 33]), test: curve([1, 2], [33, 30]) };
    const found = bdRateOverSeeds([...seeds, broken], { tail: 0.05, random });
    expect(found?.seeds).toBe(8);
    expect(found?.dropped).toHaveLength(1);
    expect(found?.fraction).toBeCloseTo(-0.31, 1);
    expect(found?.interval?.low).toBeGreaterThan(-0.34);
    expect(found?.interval?.high).toBeLessThan(-0.28);
    expect(found?.commonShare).toBe(1);
    expect(bdRateOverSeeds(seeds.slice(0, 4), { tail: 0.05, random })?.interval).toBeUndefined();
    expect(bdRateOverSeeds([], { tail: 0.05, random })).toBeUndefined();
  });
});
