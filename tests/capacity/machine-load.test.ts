import { describe, expect, test } from 'vitest';
import { carriesAt, coresNeeded, expectedFactor, overloadWarning } from '../../src/capacity/machine-load.ts';
import type { MachineCapacity } from '../../src/model/result/machine-capacity.ts';

const H264_720P30 = { codec: 'h264', width: 1280, height: 720, fps: 30 } as const;

describe('the estimate of cores', () => {
  test.each([
    [3, 0.3],
    [4, 0.38],
    [6, 0.53],
    [8, 0.65],
    [10, 0.79],
  ])('for %d viewers is within 3 points of what two cores were measured at', (viewers, busy) => {
    expect(Math.abs(coresNeeded(H264_720P30, viewers) / 2 - busy)).toBeLessThan(0.03);
  });

  test('grows with pixels, frames and a costlier codec', () => {
    const one = coresNeeded(H264_720P30, 3);
    expect(coresNeeded({ ...H264_720P30, width: 640, height: 360 }, 3)).toBeCloseTo(one / 4, 12);
    expect(coresNeeded({ ...H264_720P30, fps: 60 }, 3)).toBeCloseTo(one * 2, 12);
    expect(coresNeeded({ ...H264_720P30, codec: 'vp8' }, 3)).toBeCloseTo(0.18 * 1.68 + 0.14 * 1.5 * 3, 12);
    // Two smaller streams, a half and a quarter in width and height, that are encoded but not watched.
    const simulcast = [4, 2].map((scaleDownBy) => ({ scaleDownBy, bitrateBps: 300_000 }));
    expect(coresNeeded({ ...H264_720P30, simulcast }, 3)).toBeCloseTo(0.18 * (1 + 1 / 4 + 1 / 16) + 0.14 * 3, 12);
  });
});

describe('the warning of too many viewers', () => {
  test('is not given for the six viewers that two cores carry', () => {
    expect(overloadWarning(H264_720P30, 6, { cpus: 2 })).toBeUndefined();
  });

  test('says how slowly the take will be played, and where even the slowest is too fast', () => {
    expect(overloadWarning(H264_720P30, 12, { cpus: 2 })).toBe(
      '12 viewers need about 1.9 cores, and 1.2 of this machine’s 2 can be busy without being late: played at about 1/1.6 of its speed',
    );
    expect(overloadWarning(H264_720P30, 200, { cpus: 2, slow: 'auto' })).toBe(
      '200 viewers need about 28 cores, and 1.2 of this machine’s 2 can be busy without being late: played at about 1/23 of its speed',
    );
    expect(overloadWarning({ ...H264_720P30, codec: 'vp8' }, 1, { cpus: 0.5 })).toBe(
      '1 viewer needs about 0.5 cores, and 0.3 of this machine’s 0.5 can be busy without being late: played at about 1/1.7 of its speed',
    );
    expect(overloadWarning(H264_720P30, 1000, { cpus: 2 })).toBe(
      '1000 viewers need about 140 cores, and 1.2 of this machine’s 2 can be busy without being late: even at 1/64 of its speed the take may be invalid',
    );
  });

  test('is not given where the difference would not be noticed', () => {
    // A factor of 1.016: (0.18 + 0.14 * 5) / (0.6 * 2 * 0.722).
    expect(overloadWarning(H264_720P30, 5, { cpus: 1.444 })).toBeUndefined();
    expect(overloadWarning(H264_720P30, 5, { cpus: 1.444, slow: 1 })).toContain('the take may be invalid');
  });

  test('says how many cores the take needs in real time, and at a fixed factor that is too small', () => {
    expect(overloadWarning(H264_720P30, 8, { cpus: 2, slow: 1 })).toBe(
      '8 viewers need about 1.3 cores, and 1.2 of this machine’s 2 can be busy without being late: the take may be invalid (an estimate: `longhaul doctor --calibrate` measures it)',
    );
    expect(overloadWarning(H264_720P30, 200, { cpus: 2, slow: 1 })).toBe(
      '200 viewers need about 28 cores, and 1.2 of this machine’s 2 can be busy without being late: the take will most likely be invalid (an estimate: `longhaul doctor --calibrate` measures it)',
    );
    expect(overloadWarning(H264_720P30, 8, { cpus: 2, slow: 2 })).toBeUndefined();
    expect(overloadWarning(H264_720P30, 20, { cpus: 2, slow: 2 })).toBe(
      '20 viewers need about 1.5 cores at 1/2 of its speed, and 1.2 of this machine’s 2 can be busy without being late: the take may be invalid (an estimate: `longhaul doctor --calibrate` measures it)',
    );
  });
});

describe('a machine that was calibrated', () => {
  const calibration: MachineCapacity = {
    ...{ tool: 'longhaul 0.1.0', measuredAt: '2026-11-25T18:00:00.000Z', browser: 'Chromium 156' },
    machine: { cpuModel: 'Xeon', cpus: 2 },
    picture: { ...H264_720P30, bitrateBps: 2e6 },
    carries: 6,
    // 1.2 cores with six viewers.
    load: { sendingCores: 0.3, viewerCores: 0.15 },
    points: [{ viewers: 7, carried: false, signals: ['host-busy'] }],
  };
  const machine = { cpus: 2, calibrations: [calibration] };

  test('is held to its measured capacity instead of an estimate', () => {
    expect(overloadWarning(H264_720P30, 6, machine)).toBeUndefined();
    // (0.3 + 0.15 * 13) / 1.2.
    expect(overloadWarning(H264_720P30, 13, machine)).toBe(
      'this machine carries 6 viewers at this picture (measured 2026-11-25); the scenario has 13: played at about 1/1.9 of its speed',
    );
    expect(overloadWarning(H264_720P30, 7, { ...machine, slow: 1 })).toBe(
      'this machine carries 6 viewers at this picture (measured 2026-11-25); the scenario has 7: the take may be invalid',
    );
    expect(overloadWarning(H264_720P30, 12, { ...machine, slow: 2 })).toBeUndefined();
    // (2 * 1.2 - 0.3) / 0.15.
    expect(overloadWarning(H264_720P30, 15, { ...machine, slow: 2 })).toBe(
      'this machine carries 14 viewers at this picture (measured 2026-11-25); the scenario has 15: the take may be invalid at 1/2 of its speed',
    );
  });

  test('is expected to play at the factor its measured load needs, or at the one asked for', () => {
    expect(expectedFactor(H264_720P30, 6, machine)).toBe(1);
    expect(expectedFactor(H264_720P30, 12, machine)).toBeCloseTo(1.75, 12);
    expect(expectedFactor(H264_720P30, 12, { cpus: 2 })).toBeCloseTo(1.86 / 1.2, 12);
    expect(expectedFactor(H264_720P30, 12, { ...machine, slow: 4 })).toBe(4);
    expect(expectedFactor(H264_720P30, 100_000, machine)).toBe(64);
  });

  test('says so when its limit was not reached', () => {
    const points = [{ viewers: 6, carried: true, signals: [] }];
    expect(overloadWarning(H264_720P30, 7, { cpus: 2, calibrations: [{ ...calibration, points }] })).toContain(
      'carries 6 viewers at this picture (measured 2026-11-25, more were not tried)',
    );
  });

  test('carries proportionally more viewers of a smaller picture and fewer of a larger one', () => {
    // A quarter of the pixels: (1.2 - 0.075) / 0.0375.
    expect(carriesAt({ ...H264_720P30, width: 640, height: 360 }, calibration)).toBe(30);
    // Two and a quarter times the pixels: (1.2 - 0.675) / 0.3375.
    expect(carriesAt({ ...H264_720P30, width: 1920, height: 1080 }, calibration)).toBe(1);
    expect(overloadWarning({ ...H264_720P30, width: 1920, height: 1080 }, 2, machine)).toBe(
      'this machine carries 1 viewer at this picture (calculated from h264 1280x720 at 30 fps, measured 2026-11-25); the scenario has 2: played at about 1/1.1 of its speed',
    );
  });

  test('prefers a calibration with the same codec', () => {
    const vp8: MachineCapacity = { ...calibration, picture: { ...calibration.picture, codec: 'vp8' }, carries: 4 };
    const both = { cpus: 2, calibrations: [calibration, vp8] };
    expect(overloadWarning({ ...H264_720P30, codec: 'vp8' }, 5, both)).toContain('carries 4 viewers');
    expect(overloadWarning(H264_720P30, 5, both)).toBeUndefined();
  });
});
