import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import { itLong } from '../it-long.ts';
import { mountsOfOurs, OrdinaryUser, whyNoOrdinaryUser } from '../network/support/ordinary-user.ts';
import { BIN, whyInvalid } from './longhaul.ts';

const cannot = whyNoOrdinaryUser();
if (cannot !== undefined) process.stderr.write(`\nSKIPPED: no rehearsal without root is tested here: ${cannot}\n\n`);

const SCENARIO = `
name: rootless
duration: 6s
warmup: 3s
settle: false
broadcast: {video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}, firstMile: {rtt: 10 ms}}
regions: [{region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms}}]
`;
const ONE_WAY_MS = 30;
let user: OrdinaryUser;
beforeEach(() => {
  user = new OrdinaryUser();
});
afterEach(() => user.remove());

describe.skipIf(cannot !== undefined)('a rehearsal without root', () => {
  itLong(
    'carries real video, says with what privilege, and leaves nothing but files of the user’s',
    {
      timeout: 600_000,
    },
    () => {
      const scenario = join(user.home, 'scenario.yaml');
      writeFileSync(scenario, SCENARIO);
      const out = join(user.home, 'out');
      const [command, ...args] = user.command(process.execPath, BIN, 'run', scenario, '--json', '--out', out);
      const { stdout, stderr } = spawnSync(command, args, { env: user.env, cwd: user.home, encoding: 'utf8' });
      expect(stdout, stderr).toMatch(/^\{/);
      const result = JSON.parse(stdout) as Result;
      expect(whyInvalid(result)).toBeUndefined();
      const [take] = result.takes;
      expect(take?.network.backend, stderr).toBe('tun');
      expect(JSON.stringify(take?.network)).toContain('user namespace');
      const probed = take?.calibration?.paths.flatMap(({ checks }) => checks.map(({ outcome }) => outcome)) ?? [];
      expect(probed.length, stderr).toBeGreaterThan(0);
      expect(probed).not.toContain('no-data');
      const latency = take?.viewers[0]?.metrics.latency;
      expect(latency?.type).toBe('distribution');
      if (latency?.type === 'distribution') expect(latency.p50).toBeGreaterThan(ONE_WAY_MS);
      if (latency?.type === 'distribution') expect(latency.count).toBeGreaterThan(100);
      for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }))
        expect(statSync(join(out, name)).uid, name).toBe(user.uid);
      expect(user.left()).toEqual([]);
      expect(mountsOfOurs()).toEqual([]);
    },
  );
});
