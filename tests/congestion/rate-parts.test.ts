import { describe, expect, it } from 'vitest';
import { AcknowledgedBitrate } from '../../src/congestion/acknowledged-bitrate.ts';
import { AimdRate } from '../../src/congestion/aimd-rate.ts';
import { ArrivalGroups } from '../../src/congestion/arrival-groups.ts';
import { LossBasedBwe } from '../../src/congestion/loss-based-bwe.ts';
import { OveruseDetector } from '../../src/congestion/overuse-detector.ts';
import { ProbeRate } from '../../src/congestion/probe-rate.ts';
import { Trendline } from '../../src/congestion/trendline.ts';

describe('ArrivalGroups', () => {
  it('groups packets sent within 5 ms, and returns the steps between groups', () => {
    const groups = new ArrivalGroups();
    expect([groups.add(0, 100), groups.add(5, 104), groups.add(20, 120)]).toEqual([undefined, undefined, undefined]);
    // The second group ends with the first packet of the third.
    expect(groups.add(40, 145)).toEqual({ sentStepMs: 15, arrivalStepMs: 16, arrivalMs: 120 });
  });

  it('merges packets that arrive in a batch after queueing', () => {
    const groups = new ArrivalGroups();
    groups.add(0, 100);
    groups.add(20, 150);
    groups.add(40, 151);
    groups.add(60, 152);
    expect(groups.add(100, 200)).toEqual({ sentStepMs: 60, arrivalStepMs: 52, arrivalMs: 152 });
  });
});

describe('Trendline and OveruseDetector', () => {
  const play = (growthPerGroupMs: number, groups: number) => {
    const trendline = new Trendline();
    const detector = new OveruseDetector();
    return Array.from({ length: groups }, (_, i) => {
      const step = { sentStepMs: 20, arrivalStepMs: 20 + growthPerGroupMs, arrivalMs: i * (20 + growthPerGroupMs) };
      return detector.detect(trendline.add(step), 20, step.arrivalMs);
    });
  };

  it('classify steady delay as normal, growing delay as overuse within a window, falling delay as underuse', () => {
    expect(new Set(play(0, 100))).toEqual(new Set(['normal']));
    expect(play(2, 25).at(-1)).toBe('over');
    expect(play(-2, 25).at(-1)).toBe('under');
  });

  it('report nothing before twenty groups', () => {
    expect(new Set(play(5, 19))).toEqual(new Set(['normal']));
  });
});

describe('AcknowledgedBitrate', () => {
  it('is known after one window, and covers that window', () => {
    const rate = new AcknowledgedBitrate();
    for (let atMs = 0; atMs < 300; atMs += 10) rate.add(atMs, 1250);
    expect(rate.rateBps).toBeUndefined();
    rate.add(300, 1250);
    expect(rate.rateBps).toBeCloseTo((31 * 10_000 * 1000) / 300);
    rate.add(10_000, 1250);
    expect(rate.rateBps).toBeCloseTo(10_000 / 0.3);
  });
});

describe('AimdRate', () => {
  it('decreases to 85 % of the acknowledged bitrate, once per round trip, then holds before it grows', () => {
    const aimd = new AimdRate(1_000_000);
    aimd.update('normal', 800_000, 100, 0);
    expect(aimd.update('over', 800_000, 100, 100)).toBe(680_000);
    expect(aimd.update('over', 700_000, 100, 150)).toBe(680_000);
    expect(aimd.update('over', 700_000, 100, 200)).toBe(595_000);
    expect(aimd.update('normal', 700_000, 100, 300)).toBe(595_000);
    expect(aimd.update('normal', 700_000, 100, 400)).toBe(595_000 + 9600 / 2);
  });

  it('grows by 8 % a second, to at most a tenth above the acknowledged bitrate', () => {
    const aimd = new AimdRate(300_000);
    aimd.update('normal', 1_000_000, 100, 0);
    expect(aimd.update('normal', 1_000_000, 100, 1000)).toBeCloseTo(324_000);
    for (let s = 2; s < 60; s++) aimd.update('normal', 400_000, 100, s * 1000);
    expect(aimd.rateBps).toBeCloseTo(450_000);
    aimd.raiseTo(2_000_000);
    expect(aimd.update('normal', 400_000, 100, 60_000)).toBe(2_000_000);
  });

  it('does not decrease while the acknowledged bitrate is unknown', () => {
    expect(new AimdRate(300_000).update('over', undefined, 100, 0)).toBe(300_000);
  });
});

describe('LossBasedBwe', () => {
  it('holds at 2 to 10 % loss, falls by half the loss above that, grows by 5 % below', () => {
    const loss = new LossBasedBwe();
    loss.update(1, 0, 1_000_000, 0);
    expect(loss.update(200, 12, 1_000_000, 500)).toBe(Number.POSITIVE_INFINITY);
    expect(loss.update(200, 40, 1_000_000, 1000)).toBeCloseTo(900_000);
    expect([loss.lossFraction, loss.falling]).toEqual([0.2, true]);
    expect(loss.update(200, 12, 1_000_000, 1500)).toBeCloseTo(900_000);
    expect(loss.falling).toBe(false);
    expect(loss.update(200, 0, 1_000_000, 2000)).toBeCloseTo(945_000);
  });

  it('does not judge from a handful of packets', () => {
    const loss = new LossBasedBwe();
    loss.update(1, 0, 1_000_000, 0);
    expect(loss.update(150, 150, 1_000_000, 5000)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('ProbeRate', () => {
  const probe = (arrivals: readonly (number | undefined)[]) => {
    const rate = new ProbeRate(1);
    for (const [i, arrivalMs] of arrivals.entries()) rate.add({ bytes: 1250, sentMs: i * 5, arrivalMs });
    return rate.result();
  };

  it('equals the send rate when nothing delays the packets', () => {
    expect(probe([50, 55, 60, 65, 70]).rateBps).toBeCloseTo(2_000_000);
    expect(probe([50, 50, 50, 50, 50]).rateBps).toBeCloseTo(2_000_000);
  });

  it('stays a little below the bottleneck’s rate when that was full', () => {
    expect(probe([50, 60, 70, 80, 90]).rateBps).toBeCloseTo(950_000);
  });

  it('is unknown for few packets, or when most are missing', () => {
    expect(probe([50, 55, 60, 65]).rateBps).toBeUndefined();
    expect(probe([50, 55, 60, 65, 70, undefined, undefined]).rateBps).toBeUndefined();
    expect(probe([50, 55, 60, 65, 70, undefined]).lossFraction).toBeCloseTo(1 / 6);
  });
});
