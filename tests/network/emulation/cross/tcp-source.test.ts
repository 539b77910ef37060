import { describe, expect, it } from 'vitest';
import { TcpSource } from '../../../../src/network/emulation/cross/tcp-source.ts';
import { shareLine, sharesOf } from './share-line.ts';

describe('the model of a TCP transfer', () => {
  it('shares a line fairly with another that began 20 s later', () => {
    const sources = [0, 20_000].map((fromMs, n) => new TcpSource({ type: 'tcp', rttMs: 50, fromMs }, n + 1, 0));
    const line = shareLine(sources, { rateBps: 10e6, queueMs: 100, fromMs: 60_000, untilMs: 360_000 });
    // Jain’s index of two flows is above 0.98 from 0.43 : 0.57 on.
    for (const each of sharesOf(line)) expect(each).toBeGreaterThan(0.43);
  });

  it('gives the one with the longer way less, but no less than Reno would: the square of the ratio of round trips', () => {
    const sources = [20, 80].map((rttMs, n) => new TcpSource({ type: 'tcp', rttMs }, n + 1, 0));
    const line = shareLine(sources, { rateBps: 10e6, queueMs: 40, fromMs: 60_000, untilMs: 360_000 });
    const [near = 0, far = 0] = sharesOf(line);
    expect(near / far).toBeGreaterThan(1.1);
    expect(near / far).toBeLessThan(16);
  });

  it('keeps ten packets under way for the first round trip', () => {
    const source = new TcpSource({ type: 'tcp', rttMs: 100 }, 1, 0);
    expect(shareLine([source], { rateBps: 100e6, queueMs: 100, fromMs: 0, untilMs: 99 }).bytes).toEqual([10 * 1500]);
  });
});
