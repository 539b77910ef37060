import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fitLoad } from '../../src/capacity/fit-load.ts';
import {
  capacitiesFile,
  machineClass,
  readCapacities,
  saveCapacity,
  thisMachine,
} from '../../src/capacity/machine-capacities.ts';
import type { CapacityPoint, MachineCapacity } from '../../src/model/result/machine-capacity.ts';
import { mostCarried, nextViewerCount } from '../../src/search/next-viewer-count.ts';

const point = (viewers: number, carried: boolean, busyFraction?: number): CapacityPoint => ({
  ...{ viewers, carried, signals: carried ? [] : ['host-busy'] },
  ...(busyFraction !== undefined && { busyFraction }),
});

/** Returns every count tried on a machine that carries `carries` viewers. */
function triedCounts(carries: number, most: number): number[] {
  const points: CapacityPoint[] = [];
  for (let next = nextViewerCount(points, most); next !== undefined; next = nextViewerCount(points, most))
    points.push(point(next, next <= carries));
  expect(mostCarried(points)).toBe(Math.min(carries, most));
  return points.map(({ viewers }) => viewers);
}

describe('nextViewerCount', () => {
  it.each([
    [6, 16, [2, 4, 8, 6, 7]],
    [7, 16, [2, 4, 8, 6, 7]],
    [2, 16, [2, 4, 3]],
    [1, 16, [2, 1]],
    [0, 16, [2, 1]],
    [40, 16, [2, 4, 8, 16]],
    [40, 6, [2, 4, 6]],
    [40, 1, [1]],
  ] as const)('finds %d of at most %d', (carries, most, counts) => expect(triedCounts(carries, most)).toEqual(counts));

  it('ignores a success above a count that failed', () => {
    expect(mostCarried([point(2, true), point(4, false), point(8, true)])).toBe(2);
    expect(mostCarried([])).toBe(0);
  });
});

const TWO = { all: 2, available: 2 };

describe('fitLoad', () => {
  it('fits the cost of sending and of each viewer, in cores', () => {
    const load = fitLoad([point(2, true, 0.3), point(4, true, 0.4), point(6, true, 0.5)], { all: 4, available: 4 });
    expect(load?.sendingCores).toBeCloseTo(0.8, 12);
    expect(load?.viewerCores).toBeCloseTo(0.2, 12);
  });

  it('leaves out counts at which the machine was full, and needs two others', () => {
    expect(fitLoad([point(2, true, 0.3), point(16, false, 0.99)], TWO)).toBeUndefined();
    expect(fitLoad([point(2, true), point(4, true)], TWO)).toBeUndefined();
    expect(fitLoad([point(2, true, 0.5), point(4, true, 0.4)], TWO)).toBeUndefined();
  });

  it('takes busy shares for shares of the whole machine, which is full for us once our part of it is', () => {
    const quota = { all: 8, available: 2 };
    const load = fitLoad([point(2, true, 0.1), point(4, true, 0.15), point(8, false, 0.24)], quota);
    expect(load?.viewerCores).toBeCloseTo(0.2, 12);
    expect(fitLoad([point(2, true, 0.1), point(8, false, 0.24)], quota)).toBeUndefined();
  });
});

describe('stored calibrations', () => {
  const calibration: MachineCapacity = {
    ...{ tool: 'longhaul 0.1.0', measuredAt: '2026-11-25T18:00:00.000Z', browser: 'Chromium 156' },
    machine: machineClass(),
    picture: { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 2e6 },
    ...{ carries: 6, load: { sendingCores: 0.3, viewerCores: 0.15 }, points: [point(2, true, 0.3)] },
  };
  const file = () => {
    const directory = mkdtempSync(join(tmpdir(), 'longhaul-state-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    return join(directory, 'longhaul', 'calibrations.json');
  };

  it('lie in the user’s state directory', () => {
    expect(capacitiesFile({ XDG_STATE_HOME: '/var/state' })).toBe('/var/state/longhaul/calibrations.json');
    expect(capacitiesFile({ XDG_STATE_HOME: 'relative' })).toMatch(/\/\.local\/state\/longhaul\/calibrations\.json$/);
    expect(capacitiesFile({})).toMatch(/\/\.local\/state\/longhaul\/calibrations\.json$/);
  });

  it('are read as written; a newer one replaces that of the same picture', () => {
    const at = file();
    expect(readCapacities(at)).toEqual([]);
    saveCapacity(calibration, at);
    expect(readCapacities(at)).toEqual([calibration]);
    const newer = { ...calibration, measuredAt: '2026-11-26T18:00:00.000Z', carries: 5 };
    const smaller = { ...calibration, picture: { ...calibration.picture, width: 640, height: 360 } };
    saveCapacity(newer, at);
    saveCapacity(smaller, at);
    expect(readCapacities(at)).toEqual([newer, smaller]);
    expect(thisMachine(readCapacities(at)).calibrations).toEqual([newer, smaller]);
    expect(JSON.parse(readFileSync(at, 'utf8'))).toHaveLength(2);
  });

  it('of other machines do not count, nor does a file of another format', () => {
    const other = { ...calibration, machine: { cpuModel: 'another', cpus: 64 } };
    expect(thisMachine([other, calibration]).calibrations).toEqual([calibration]);
    const at = file();
    saveCapacity(calibration, at);
    writeFileSync(at, '{"calibrations": 3}');
    expect(readCapacities(at)).toEqual([]);
  });
});
