import { describe, expect, it } from 'vitest';
import type { LinkProfile, Traces } from '../../../../src/model/scenario/link-profile.ts';
import { OPPORTUNITY_BYTES } from '../../../../src/model/scenario/mean-rate.ts';
import { createCapacity } from '../../../../src/network/emulation/capacity/create-capacity.ts';
import { StepCapacity } from '../../../../src/network/emulation/capacity/step-capacity.ts';
import { EmulatedLink } from '../../../../src/network/emulation/link.ts';
import { link, profile } from '../../support/profiles.ts';

const emulate = (effects: Partial<LinkProfile>, traces: Traces = {}) =>
  new EmulatedLink(link('a', { queueMs: 1e9, ...effects }), { traces });

describe('a rate that changes', () => {
  it('continues a packet begun at the old rate at the new one', () => {
    // 1 Mbps is 125 bytes per ms: by 10 ms 1250 bytes have left, and the other 1250 take 20 ms at half the rate.
    const emulated = emulate({ rateBps: 1e6, rateSteps: { steps: [{ atMs: 10, rateBps: 0.5e6 }] } });
    expect([emulated.admit(0, 2500), emulated.admit(5, 625), emulated.admit(100, 625)]).toEqual([30, 40, 110]);
  });

  it('repeats from 0 on, with the base rate before', () => {
    const capacity = new StepCapacity(
      1e6,
      [
        { atMs: 0, rateBps: 2e6 },
        { atMs: 10, rateBps: 4e6 },
      ],
      20,
    );
    expect([-1, 0, 9.9, 10, 19.9, 20, 1e6 + 5, 1e6 + 15].map((atMs) => capacity.rateBps(atMs))).toEqual([
      1e6, 2e6, 2e6, 4e6, 4e6, 2e6, 2e6, 4e6,
    ]);
  });

  it('starts a cycle or a trace at a drawn offset', () => {
    const steps = [1, 2, 3].map((mbps, n) => ({ atMs: n * 10, rateBps: mbps * 1e6 }));
    const traces: Traces = { t: { type: 'rates', steps, periodMs: 30 } };
    const cycle = { rateBps: 1e6, rateSteps: { steps, repeatMs: 30 } };
    for (const effects of [{ trace: 't' }, cycle])
      for (const courseStartMs of [0, 4, 10, 29]) {
        const begun = createCapacity(profile({ ...effects }), traces);
        const elsewhere = createCapacity(profile({ ...effects, courseStartMs }), traces);
        for (let atMs = 0; atMs < 100; atMs += 1)
          expect(elsewhere?.rateBps(atMs)).toBe(begun?.rateBps(atMs + courseStartMs));
      }
  });

  it('waits out a rate of 0, and counts the wait', () => {
    const rates = {
      type: 'rates',
      steps: [
        { atMs: 0, rateBps: 1e6 },
        { atMs: 100, rateBps: 0 },
      ],
      periodMs: 300,
    } as const;
    const emulated = emulate({ rateBps: 1e6 / 3, trace: 'a' }, { a: rates });
    expect([emulated.admit(50, 1250), emulated.admit(120, 1250), emulated.admit(395, 1250)]).toEqual([60, 310, 605]);
    expect(emulated.takeSecond(450)).toMatchObject({ queueDelayMaxMs: 180, rateBps: 0 });
  });

  it('carries a trace of rates within 0.1 % of its mean under full load, outages included', () => {
    const steps = [3e6, 0, 1.5e6, 6e6].map((rateBps, n) => ({ atMs: n * 250, rateBps }));
    const rates = { type: 'rates', steps, periodMs: 1000 } as const;
    const emulated = emulate({ rateBps: 2.625e6, trace: 'a', queueMs: 500 }, { a: rates });
    let bytes = 0;
    for (let atMs = 0; atMs < 100_000; atMs += 1) {
      const dueMs = emulated.admit(atMs, 1000);
      if (dueMs >= 0 && dueMs <= 100_000) bytes += 1000;
    }
    expect(Math.abs((bytes * 8) / 100 / 2.625e6 - 1)).toBeLessThan(0.001);
  });

  it('carries each rate of a cycle for its time within 0.1 % under full load, over 1000 s', () => {
    const steps = [1, 0.6, 0.3, 0.8].map((scale, n) => ({ atMs: n * 10_000, rateBps: 5e6 * scale }));
    const emulated = emulate({ rateBps: 5e6, queueMs: 50, rateSteps: { steps, repeatMs: 40_000 } });
    const bytes = [0, 0, 0, 0];
    for (let atMs = 0; atMs < 1_000_000; atMs += 1) {
      const dueMs = emulated.admit(atMs, 1000);
      const step = Math.floor(dueMs / 10_000) % 4;
      if (dueMs >= 0) bytes[step] = (bytes[step] ?? 0) + 1000;
    }
    bytes.forEach((sent, step) => {
      expect((sent * 8) / 250 / (steps[step]?.rateBps ?? 0)).toBeCloseTo(1, 3);
    });
  });
});

describe('a trace of delivery opportunities', () => {
  const trace = (atMs: readonly number[]) =>
    ({ a: { type: 'opportunities', atMs, periodMs: atMs.at(-1) ?? 0 } }) as const;

  it('sends 1504 bytes at each opportunity, and loses what is unused', () => {
    const emulated = emulate({ trace: 'a' }, trace([10, 20, 30]));
    expect([emulated.admit(1, 100), emulated.admit(11, 100)]).toEqual([10, 20]);
  });

  it('lets small packets share an opportunity, and a packet span several', () => {
    const emulated = emulate({ trace: 'a' }, trace([10, 20, 30]));
    expect([700, 700, 104, 1, 1504, 1504].map((bytes) => emulated.admit(1, bytes))).toEqual([10, 10, 10, 20, 30, 40]);
  });

  it('is missed by a packet that arrives exactly at an opportunity', () => {
    const emulated = emulate({ trace: 'a' }, trace([10, 20, 30]));
    expect([emulated.admit(10, 100), emulated.admit(29.999, 100)]).toEqual([20, 30]);
  });

  it('repeats after its last time, and counts two opportunities at the same time as two', () => {
    const emulated = emulate({ trace: 'a' }, trace([0, 5, 5, 10]));
    const dues = Array.from({ length: 8 }, () => emulated.admit(0, OPPORTUNITY_BYTES));
    expect(dues).toEqual([5, 5, 10, 10, 15, 15, 20, 20]);
  });

  it('keeps its rhythm after a long pause', () => {
    const emulated = emulate({ trace: 'a' }, trace([3, 7, 10]));
    expect([emulated.admit(0, 1504), emulated.admit(1e9 + 3, 1504), emulated.admit(1e9 + 3, 1504)]).toEqual([
      3,
      1e9 + 7,
      1e9 + 10,
    ]);
  });

  it('carries its mean rate within 0.1 % under full load, and reports the rate of the last second', () => {
    const emulated = emulate({ trace: 'a', queueMs: 100 }, trace(Array.from({ length: 500 }, (_, n) => 2 * n + 2)));
    let bytes = 0;
    for (let atMs = 0; atMs < 100_000; atMs += 1) if (emulated.admit(atMs, 1400) >= 0) bytes += 1400;
    const rateBps = 500 * OPPORTUNITY_BYTES * 8;
    // All packets of the last 100 ms are admitted, and still wait.
    expect(Math.abs((bytes * 8) / 100.1 / rateBps - 1)).toBeLessThan(0.001);
    expect(emulated.takeSecond(100_000).rateBps).toBe(rateBps);
  });

  it('is refused when the topology lacks it', () => {
    expect(() => emulate({ trace: 'b' })).toThrow('names the trace b');
  });
});
