import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, vi } from 'vitest';
import type { MachineCapacity } from '../../src/model/result/machine-capacity.ts';
import { itLong } from '../it-long.ts';
import { isRoot, leftNamespaces, longhaul, scratchDirectory, writeScenario } from './longhaul.ts';

const SCENARIO = `
name: three-of-them
duration: 10s
broadcast: {video: {codec: h264, size: 320x180, fps: 30, bitrate: 300 kbps}, firstMile: {rtt: 10 ms}}
regions: [{region: near, viewers: 3, haul: {rtt: 40 ms}, access: {rtt: 10 ms}}]
`;

describe.skipIf(!isRoot)('longhaul doctor --calibrate', () => {
  itLong(
    'measures how many viewers this machine carries, keeps it, and check goes by it',
    {
      timeout: 600_000,
    },
    async () => {
      const directory = scratchDirectory(onTestFinished);
      vi.stubEnv('XDG_STATE_HOME', directory);
      onTestFinished(() => void vi.unstubAllEnvs());
      const picture = ['--size', '320x180', '--bitrate', '300 kbps', '--most', '2'];
      const ended = await longhaul(['doctor', '--calibrate', ...picture, '--json']);
      const calibration = JSON.parse(ended.stdout) as MachineCapacity;
      expect(ended.code).toBe(calibration.carries > 0 ? 0 : 3);
      expect(calibration.picture).toEqual({ codec: 'h264', width: 320, height: 180, fps: 30, bitrateBps: 300_000 });
      expect(calibration.points.map(({ viewers }) => viewers)).toContain(2);
      for (const { carried, signals, worstTimerMs, busyFraction } of calibration.points) {
        expect(busyFraction).toBeGreaterThan(0);
        expect(worstTimerMs).toBeGreaterThan(0);
        if (!carried) expect(signals.length + Number((busyFraction ?? 0) > 0.7)).toBeGreaterThan(0);
      }
      const kept = readFileSync(join(directory, 'longhaul', 'calibrations.json'), 'utf8');
      expect(JSON.parse(kept)).toEqual([calibration]);
      expect(leftNamespaces()).toEqual([]);
      const checked = await longhaul(['check', writeScenario(directory, SCENARIO)]);
      expect(`${checked.stdout}${checked.stderr}`).toContain(`this machine carries ${calibration.carries} viewer`);
    },
  );
});
