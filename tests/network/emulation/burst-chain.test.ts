import { describe, expect, it } from 'vitest';
import { REFERENCE_PACKET_MS } from '../../../src/model/scenario/reference-packet.ts';
import { BurstChain } from '../../../src/network/emulation/burst-chain.ts';
import { cpuMs } from '../../cpu-ms.ts';

const states = (chain: BurstChain, steps: number) =>
  Array.from({ length: steps }, (_, step) => chain.isBad(step * REFERENCE_PACKET_MS));

describe('BurstChain', () => {
  it("starts good even when p is 1, as netem's does, and then changes every step when r is 1 too", () => {
    expect(states(new BurstChain(1, 1, 7), 6)).toEqual([false, true, false, true, false, true]);
  });

  it('stays good forever when p is 0, and bad forever when r is 0', () => {
    expect(new BurstChain(0, 0.5, 7).isBad(1e12)).toBe(false);
    expect(states(new BurstChain(1, 0, 7), 3)).toEqual([false, true, true]);
    expect(new BurstChain(1, 0, 7).isBad(1e12)).toBe(true);
  });

  it('keeps a state for the whole 4 ms of a reference packet', () => {
    const chain = new BurstChain(1, 1, 7);
    expect([0, 3.999, 4, 7.999, 8].map((atMs) => chain.isBad(atMs))).toEqual([false, false, true, true, false]);
  });

  it('gives the same states however often and at whatever times it is queried', () => {
    const often = states(new BurstChain(0.02, 0.3, 42), 100_000);
    const rarely = new BurstChain(0.02, 0.3, 42);
    for (let step = 0; step < often.length; step += 17)
      expect(rarely.isBad(step * REFERENCE_PACKET_MS + 1.5)).toBe(often[step]);
  });

  it('advances over a day without packets as fast as over a second', () => {
    const [p, r] = [0.5, 0.5];
    const asked = new BurstChain(p, r, 42);
    const { value: bad, tookMs } = cpuMs(() =>
      Array.from({ length: 100 }, (_, n) => asked.isBad(86_400_000 + n * REFERENCE_PACKET_MS)),
    );
    expect(tookMs).toBeLessThan(20);
    const always = new BurstChain(p, r, 42);
    for (let atMs = 0; atMs < 86_400_000; atMs += 10_000) always.isBad(atMs);
    expect(bad.map((_, n) => always.isBad(86_400_000 + n * REFERENCE_PACKET_MS))).toEqual(bad);
  });

  it('has the share of bad steps and the mean burst length that p and r imply, over 4,000,000 steps', () => {
    const steps = 4_000_000;
    const p = 0.01;
    const r = 1 / 3;
    const bad = states(new BurstChain(p, r, 3), steps);
    const lost = bad.filter(Boolean).length;
    const begun = bad.filter((state, step) => state && bad[step - 1] !== true).length;
    const share = p / (p + r);
    // Successive states correlate with 1 - p - r, which widens the interval. 3.29 sigma: 99.9 %.
    const correlation = 1 - p - r;
    const sigma = Math.sqrt((share * (1 - share) * (1 + correlation)) / (1 - correlation) / steps);
    expect(Math.abs(lost / steps - share)).toBeLessThan(3.29 * sigma);
    const sigmaLength = Math.sqrt(1 - r) / r / Math.sqrt(begun);
    expect(Math.abs(lost / begun - 1 / r)).toBeLessThan(3.29 * sigmaLength);
  });

  it('has lengths of bursts and gaps distributed as p and r imply, over a million steps', () => {
    const [p, r] = [0.05, 0.3];
    const chain = new BurstChain(p, r, 8);
    const lengths = new Map([
      [true, new Uint32Array(41)],
      [false, new Uint32Array(41)],
    ]);
    let [before, length] = [false, 0];
    for (let step = 0; step < 1_000_000; step++) {
      const bad = chain.isBad(step * REFERENCE_PACKET_MS);
      if (bad === before) length++;
      else {
        const counts = lengths.get(before) ?? new Uint32Array();
        const last = Math.min(length, 40);
        counts[last] = (counts[last] ?? 0) + 1;
        [before, length] = [bad, 1];
      }
    }
    for (const [bad, leave] of [
      [true, r],
      [false, p],
    ] as const) {
      const counts = lengths.get(bad) ?? new Uint32Array();
      const stays = counts.reduce((sum, count) => sum + count, 0);
      expect(stays).toBeGreaterThan(40_000);
      // Pearson's chi-square against the geometric distribution; lengths expected fewer than 10 times, and all beyond 39,
      // are pooled.
      let [chiSquare, classes, dueBefore, seenBefore] = [0, 0, 0, 0];
      for (let n = 1; n < 40 && stays * leave * (1 - leave) ** (n - 1) >= 10; n++) {
        const due = stays * leave * (1 - leave) ** (n - 1);
        chiSquare += ((counts[n] ?? 0) - due) ** 2 / due;
        classes++;
        dueBefore += due;
        seenBefore += counts[n] ?? 0;
      }
      chiSquare += (seenBefore - dueBefore) ** 2 / (stays - dueBefore);
      // Wilson-Hilferty approximation of its 99.9 % quantile; one degree of freedom fewer than classes.
      expect(chiSquare).toBeLessThan(classes * (1 - 2 / (9 * classes) + 3.09 * Math.sqrt(2 / (9 * classes))) ** 3);
    }
  });
});
