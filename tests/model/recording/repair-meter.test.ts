import { describe, expect, it } from 'vitest';
import { RepairMeter } from '../../../src/model/recording/repair-meter.ts';
import type { StatsReport } from '../../../src/model/recording/w3c-stats.ts';

const ROUND_TRIP_S = 0.2;

const sample = (retransmittedBytesReceived: number, id = 'IV1'): StatsReport[] => [
  { type: 'inbound-rtp', kind: 'video', id, timestamp: 0, retransmittedBytesReceived },
  { type: 'candidate-pair', id: 'CP1', timestamp: 0, currentRoundTripTime: ROUND_TRIP_S },
];

/** A meter that has been given one sample a second, from 1 s on. */
function meterOf(retransmittedBytes: readonly number[]): RepairMeter {
  const meter = new RepairMeter();
  retransmittedBytes.forEach((bytes, second) => {
    meter.add((second + 1) * 1000, sample(bytes));
  });
  return meter;
}

describe('RepairMeter', () => {
  it('is not settled after two repaired frames, and is after the third, once the delay has grown', () => {
    expect(meterOf([0, 1000, 2000, 2000]).isSettledAt(20_000)).toBe(false);
    const meter = meterOf([0, 1000, 2000, 2000, 3000]);
    // The third came by 5 s; a delay that moves by 100 ms a second takes 2 s for 200 ms.
    expect(meter.isSettledAt(6999)).toBe(false);
    expect(meter.isSettledAt(7000)).toBe(true);
  });

  it('takes a field that is not there yet for no repair: Chromium adds it with the first', () => {
    const meter = new RepairMeter();
    meter.add(1000, [{ type: 'inbound-rtp', kind: 'video', id: 'IV1', timestamp: 0 }]);
    expect([meter.hasStream, meter.repairs]).toEqual([true, 0]);
    meter.add(2000, sample(1000));
    expect(meter.repairs).toBe(1);
  });

  it('is not settled while no round trip is known: nobody knows how long the delay takes to grow by it', () => {
    const meter = new RepairMeter();
    const [pair] = sample(0).slice(1);
    for (let second = 1; second <= 3; second++) meter.add(second * 1000, sample(second * 1000).slice(0, 1));
    expect([meter.repairs, meter.hasRoundTrip, meter.isSettledAt(50_000)]).toEqual([3, false, false]);
    meter.add(4000, pair === undefined ? [] : [pair]);
    // The third repair came by 3 s, and 200 ms take 2 s.
    expect([meter.hasRoundTrip, meter.isSettledAt(4999), meter.isSettledAt(5000)]).toEqual([true, false, true]);
  });

  it('does not know the distance from the target where the browser does not count the frames', () => {
    const meter = new RepairMeter();
    for (let second = 1; second <= 3; second++)
      meter.add(second * 1000, [
        {
          ...{ type: 'inbound-rtp', kind: 'video', id: 'IV1', timestamp: 0 },
          ...{ jitterBufferDelay: second, jitterBufferTargetDelay: 2 * second },
        },
      ]);
    expect(meter.belowTargetMs).toBeUndefined();
  });

  it('takes many packets in one second for one frame, which they may be', () =>
    expect(meterOf([0, 20_000]).repairs).toBe(1));

  it('does not take the padding of probes for repairs: it has no payload', () => {
    const meter = new RepairMeter();
    for (let second = 1; second < 9; second++)
      meter.add(second * 1000, [
        {
          ...{ type: 'inbound-rtp', kind: 'video', id: 'IV1', timestamp: 0 },
          ...{ retransmittedPacketsReceived: second * 40, retransmittedBytesReceived: 0 },
        },
      ]);
    expect(meter.repairs).toBe(0);
  });

  it('is no longer settled once a minute has passed without a repair, and then counts anew', () => {
    const meter = meterOf([1000, 2000, 3000]);
    expect(meter.isSettledAt(62_999)).toBe(true);
    expect(meter.isSettledAt(63_000)).toBe(false);
    expect(meter.needsRepairAt(63_000)).toBe(true);
    meter.add(70_000, sample(4000));
    expect(meter.repairs).toBe(1);
    expect(meter.isSettledAt(80_000)).toBe(false);
  });

  it('begins anew with a new connection: its buffer is a new one', () => {
    const meter = meterOf([1000, 2000, 3000]);
    meter.add(4000, sample(0, 'IV2'));
    expect(meter.repairs).toBe(0);
    expect(meter.isSettledAt(10_000)).toBe(false);
    const fallen = meterOf([1000, 2000, 3000, 500]);
    expect(fallen.repairs).toBe(1);
  });

  it('tells how far the delay of the last second’s frames was below its target', () => {
    const meter = new RepairMeter();
    const tell = (frames: number, delayS: number, targetS: number) =>
      meter.add(frames * 40, [
        {
          ...{ type: 'inbound-rtp', kind: 'video', id: 'IV1', timestamp: 0, jitterBufferEmittedCount: frames },
          ...{ jitterBufferDelay: delayS, jitterBufferTargetDelay: targetS },
        },
      ]);
    tell(25, 1, 1);
    expect(meter.belowTargetMs).toBeUndefined();
    // 25 frames of 40 ms, for which the target was 160.
    tell(50, 2, 5);
    expect(meter.belowTargetMs).toBeCloseTo(120, 9);
    tell(50, 2, 5);
    expect(meter.belowTargetMs).toBeCloseTo(120, 9);
  });

  it('has seen no stream where statistics tell of none', () => {
    const meter = new RepairMeter();
    meter.add(1000, []);
    expect(meter.hasStream).toBe(false);
    expect(meterOf([0]).hasStream).toBe(true);
  });
});
