import { describe, expect, it } from 'vitest';
import { CpuWorth, REFERENCE_BLOCKS_PER_S, WorthAverage, worthOf } from '../../src/time/cpu-worth.ts';
import { CAN_PRELOAD } from './family/can-preload.ts';

/** CPU time of a measurement's 1000 blocks on the reference machine. */
const REFERENCE_NS = (1000 * 1e9) / REFERENCE_BLOCKS_PER_S;

describe('the worth of a CPU second', () => {
  it('is 1 on the reference machine, and halves where the same work takes twice the CPU time', () => {
    expect(worthOf(REFERENCE_BLOCKS_PER_S, 1e9)).toBe(1);
    expect(worthOf(1000, 2 * REFERENCE_NS)).toBeCloseTo(0.5, 12);
    expect(worthOf(1000, REFERENCE_NS / 3)).toBeCloseTo(3, 12);
  });

  it('is that of the mean CPU time of the last eight measurements, and unknown before the first', () => {
    const average = new WorthAverage();
    expect(average.worth).toBeUndefined();
    average.add(REFERENCE_NS);
    average.add(3 * REFERENCE_NS);
    expect(average.worth).toBeCloseTo(1 / 2, 12);
    for (let i = 0; i < 7; i++) average.add(2 * REFERENCE_NS);
    expect(average.worth).toBeCloseTo(8 / (3 + 7 * 2), 12);
    average.add(2 * REFERENCE_NS);
    expect(average.worth).toBeCloseTo(1 / 2, 12);
  });

  it.skipIf(!CAN_PRELOAD)('is measured on this machine from CPU time, one measurement at a time', async () => {
    const measured = new CpuWorth();
    expect(measured.worth).toBeUndefined();
    await Promise.all([measured.measure(), measured.measure(), measured.measure()]);
    // Any machine that runs this: from an old phone's core to one five times the reference's.
    expect(measured.worth).toBeGreaterThan(0.02);
    expect(measured.worth).toBeLessThan(10);
  });
});
