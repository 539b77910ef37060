import { describe, expect, test } from 'vitest';
import {
  largestBurstLoss,
  linkProfilesOfHaul,
  linkProfilesOfLine,
  lossOf,
} from '../../../src/scenario/profiles/link-profiles.ts';

const NOTHING = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };

describe('a line', () => {
  const line = { rtt: 20, jitter: 5, down: 3e6, up: 1e6, loss: { down: 0.01, up: 0.02 }, queue: 400 };

  test('carries media down to a viewer', () => {
    expect(linkProfilesOfLine(line, 'viewer')).toEqual({
      out: { delayMs: 10, jitterMs: 5, loss: { type: 'random', lossFraction: 0.01 }, rateBps: 3e6, queueMs: 400 },
      back: { delayMs: 10, jitterMs: 5, loss: { type: 'random', lossFraction: 0.02 }, rateBps: 1e6, queueMs: 400 },
    });
  });

  test('carries media up from the studio', () => {
    const { out, back } = linkProfilesOfLine({ ...line, delay: { down: 3, up: 17 } }, 'studio');
    expect(out).toEqual({
      delayMs: 17,
      jitterMs: 5,
      loss: { type: 'random', lossFraction: 0.02 },
      rateBps: 1e6,
      queueMs: 400,
    });
    expect(back).toMatchObject({ delayMs: 3, rateBps: 3e6, loss: { lossFraction: 0.01 } });
  });

  test('without fields has no effect at all', () => {
    expect(linkProfilesOfLine({}, 'viewer')).toEqual({ out: NOTHING, back: NOTHING });
  });

  test('with a rate in one direction has a queue there only, of 300 ms by default', () => {
    expect(linkProfilesOfLine({ down: 1e6 }, 'viewer')).toEqual({
      out: { ...NOTHING, rateBps: 1e6, queueMs: 300 },
      back: NOTHING,
    });
  });
});

describe('a haul', () => {
  test('takes one number for both directions, or one for each', () => {
    const both = linkProfilesOfHaul({ rtt: 160, loss: 0.01, rate: 5e6 });
    expect(both.out).toEqual(both.back);
    expect(both.out).toMatchObject({ delayMs: 80, loss: { lossFraction: 0.01 }, rateBps: 5e6 });
    const own = linkProfilesOfHaul({ delay: { out: 70, back: 90 }, loss: { back: 0.15 }, rate: { out: 5e6 } });
    expect(own.out).toEqual({ delayMs: 70, jitterMs: 0, loss: { type: 'none' }, rateBps: 5e6, queueMs: 300 });
    expect(own.back).toEqual({ delayMs: 90, jitterMs: 0, loss: { type: 'random', lossFraction: 0.15 } });
  });
});

describe('loss in bursts', () => {
  test('has the mean loss and the mean burst length asked for', () => {
    const loss = lossOf(0.02, 4);
    if (loss.type !== 'gilbert-elliott') throw new Error(loss.type);
    const { p, r, lossInBad, lossInGood } = loss;
    expect({ r, lossInBad, lossInGood }).toEqual({ r: 0.25, lossInBad: 1, lossInGood: 0 });
    // Share of time in the bad state, in which every packet is lost.
    expect(p / (p + r)).toBeCloseTo(0.02, 12);
  });

  test('counts time for a time or a plain number, and packets for packets', () => {
    expect(lossOf(0.02, { ms: 12 })).toEqual(lossOf(0.02, 3));
    expect(lossOf(0.02, { packets: 3 })).toEqual({ ...lossOf(0.02, 3), perPacket: true });
    expect(lossOf({ p: 0.01, r: 0.3, perPacket: true }, undefined)).toEqual({
      ...{ type: 'gilbert-elliott', p: 0.01, r: 0.3, perPacket: true, lossInBad: 1, lossInGood: 0 },
    });
  });

  test('is absent at 0 %, and reaches its limit when bursts are one packet apart', () => {
    expect(lossOf(0, 4)).toEqual({ type: 'none' });
    expect(lossOf(largestBurstLoss(3), 3)).toMatchObject({ p: 1 });
  });
});
