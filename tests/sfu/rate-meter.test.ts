import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../src/sfu/rate-meter.ts';

describe('RateMeter', () => {
  it('measures over the last second', () => {
    const meter = new RateMeter();
    for (let nowMs = 0; nowMs < 3000; nowMs += 10) meter.add(2500, nowMs);
    expect(meter.rateBps(2999)).toBe(2_000_000);
    expect(meter.rateBps(3499)).toBe(1_000_000);
    expect(meter.rateBps(10_000)).toBe(0);
  });

  it('does not dilute the first moments with the time before them', () => {
    const meter = new RateMeter();
    expect(meter.rateBps(500)).toBe(0);
    for (let nowMs = 10_000; nowMs < 10_300; nowMs += 10) meter.add(2500, nowMs);
    expect(meter.rateBps(10_299)).toBe(2_000_000);
  });
});
