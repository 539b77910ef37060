import { describe, expect, it } from 'vitest';
import type { CalibrationCheck } from '../../../src/model/result/calibration.ts';
import { planExactProbes } from '../../../src/network/probing/exact/plan-exact-probes.ts';
import { FAULTS, LINES, pathWith, withFault } from './network-faults.ts';
import { simulateProbing } from './simulate-probing.ts';

/** Seeds tried here. scripts/calibration-power.ts tries thousands; docs/network.md has their table. */
const TRIALS = [1, 2, 3, 4];
const failedChecks = (checks: readonly (readonly CalibrationCheck[])[]) =>
  checks.flat().filter(({ outcome }) => outcome !== 'ok');

describe('probes with a prediction for each packet', () => {
  it.each(Object.entries(LINES))('find a %s line as asked on a machine that freezes at random', (_, line) => {
    for (const seed of TRIALS) {
      const asked = pathWith(line, seed);
      expect(failedChecks(simulateProbing(asked, asked, seed))).toEqual([]);
    }
  });

  it.each(FAULTS)('find $name', ({ line, build }) => {
    for (const seed of TRIALS) {
      const asked = pathWith(line, seed);
      expect(failedChecks(simulateProbing(asked, build(asked), seed))).not.toEqual([]);
    }
  });

  it('report the expected and the measured value of each quantity', () => {
    const asked = pathWith({ queueMs: 300 }, 1);
    const checks = simulateProbing(
      asked,
      withFault(asked, 'line/out', (p) => ({ ...p, queueMs: 150 })),
      1,
    );
    const queue = checks
      .flat()
      .find(({ quantity, direction, outcome }) => [quantity, direction, outcome].join() === 'queueMs,out,off');
    // The middle nine tenths of 300 ms and of 150 ms.
    expect(queue?.asked).toBeGreaterThan(250);
    expect(queue?.asked).toBeLessThan(300);
    expect(queue?.got).toBeGreaterThan(125);
    expect(queue?.got).toBeLessThan(150);
    const delay = checks.flat().filter(({ quantity, outcome }) => quantity === 'delayMs' && outcome === 'ok');
    for (const { asked: askedMs, least, most } of delay) {
      expect(askedMs - least).toBeCloseTo(0.2, 9);
      expect(most - askedMs).toBeLessThanOrEqual(1);
    }
  });

  it('find a router that accepts every packet 2 ms late, even though it reports so', () => {
    const asked = pathWith({}, 1);
    const machine = {
      readMs: 2.5,
      lateMs: 0.05,
      stampMs: 0.015,
      freezesPerSecond: 0.01,
      freezeMs: 1,
      unreportedShare: 0,
    };
    expect(failedChecks(simulateProbing(asked, asked, 1, machine)).map(({ quantity }) => quantity)).toContain(
      'delayMs',
    );
  });
});

describe('planExactProbes', () => {
  it('sends at least 2400 packets on each path and ends after 1.5 s', () => {
    for (const { probes } of planExactProbes(pathWith({}, 1))) {
      expect(probes.length).toBeGreaterThanOrEqual(2400);
      expect(Math.max(...probes.map(({ atMs }) => atMs))).toBeLessThan(1500);
    }
  });

  it('keeps single probes to half of the narrowest link', () => {
    const paths = planExactProbes(pathWith({ rateBps: 100_000 }, 1));
    const singles = paths[2]?.probes.filter(({ train }) => train === undefined) ?? [];
    // 35 bytes per probe over 1.5 s.
    expect(singles.length * 35 * 8).toBeLessThanOrEqual(0.5 * 100_000 * 1.5);
    expect(singles.length).toBeGreaterThan(250);
  });
});
