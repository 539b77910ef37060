import { expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { meanLossFraction } from '../../../src/model/scenario/mean-loss.ts';
import { summarizePath } from '../../../src/report/facts/path-summary.ts';

const link = (delayMs: number, more: Partial<LinkProfile> = {}): LinkProfile => ({
  delayMs,
  jitterMs: 0,
  loss: { type: 'none' },
  ...more,
});
const segment = (out: LinkProfile, back: LinkProfile) => ({ profile: 'custom', label: 'custom', out, back });

it('adds delays, multiplies the shares not lost and takes the narrowest rate, for each direction', () => {
  const path = summarizePath([
    segment(link(5, { rateBps: 30e6 }), link(6)),
    segment(link(80, { loss: { type: 'random', lossFraction: 0.1 } }), link(90)),
    segment(link(20, { rateBps: 1.5e6, loss: { type: 'random', lossFraction: 0.2 } }), link(21)),
  ]);
  expect(path.roundTripMs).toBe(222);
  expect(path.out.lossFraction).toBeCloseTo(0.28, 12);
  expect(path.out.rateBps).toBe(1.5e6);
  expect(path.back).toEqual({ delayMs: 117, lossFraction: 0 });
});

it('gives the long-run loss of bursts', () => {
  const bursts = { type: 'gilbert-elliott', p: 0.01, r: 0.3, lossInBad: 0.8, lossInGood: 0.001 } as const;
  expect(meanLossFraction(bursts)).toBeCloseTo((0.01 * 0.8 + 0.3 * 0.001) / 0.31, 12);
  expect(meanLossFraction({ ...bursts, p: 0, r: 0 })).toBe(0.001);
});
