import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import { LONG } from '../it-long.ts';
import { isRoot, longhaul, namespaces, type RunAs, scratchDirectory, writeScenario } from './longhaul.ts';

const ONE_REGION = `
name: leaving
duration: 60s
warmup: 1s
settle: false
broadcast: {video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}, firstMile: {rtt: 10 ms}}
regions: [{region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms}}]
`;

/** Processes whose command line or environment names this run's network. */
function processesInside(names: readonly string[]): string[] {
  return names.flatMap((name) =>
    execFileSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).split('\n').filter(Boolean),
  );
}

/** A zombie has ended; where nobody reaps orphans (containers without an init) its entry stays. */
const alive = (pid: string) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat[stat.lastIndexOf(')') + 2] !== 'Z';
  } catch {
    return false;
  }
};

describe.skipIf(!isRoot)('leaving', () => {
  // Ctrl-C of a command inside a network: tests/network/user-namespace/rootless.real.test.ts.
  it.each(LONG ? (['SIGINT', 'SIGTERM'] as const) : (['SIGTERM'] as const))(
    'stops within 5 s of %s, keeps the recording and a report marked invalid',
    { timeout: 60_000 },
    async (name) => {
      const directory = scratchDirectory(onTestFinished);
      const out = join(directory, 'out');
      let inside: string[] = [];
      let askedAt = 0;
      const ended = await longhaul(
        ['run', writeScenario(directory, ONE_REGION), '--out', out, '--json'],
        async (child, saw) => {
          await saw('measuring');
          await new Promise((next) => setTimeout(next, 2500));
          inside = processesInside(namespaces());
          askedAt = performance.now();
          child.kill(name);
        },
      );
      expect(performance.now() - askedAt).toBeLessThan(5000);
      expect(ended.code).toBe(3);
      const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as Result;
      expect(result.outcome).toBe('invalid');
      expect(result.invalidReasons.map(({ signal }) => signal)).toContain('recording-cut-short');
      const [recording = ''] = readdirSync(join(out, 'recordings'));
      expect(readFileSync(join(out, 'recordings', recording), 'utf8')).toContain('"type":"frames-seen"');
      expect(namespaces()).toEqual([]);
      expect(inside.length).toBeGreaterThan(3);
      expect(inside.filter(alive)).toEqual([]);
    },
  );

  it('after a SIGKILL the recording is readable, the next start clears what was left, and Ctrl-C twice leaves nothing either', {
    timeout: 90_000,
  }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const out = join(directory, 'out');
    const file = writeScenario(directory, ONE_REGION);
    const temporary = join(directory, 'tmp');
    mkdirSync(temporary);
    const user: RunAs = { command: (...words) => ['env', ...words], env: { ...process.env, TMPDIR: temporary } };
    const folders = () => readdirSync(temporary).filter((name) => /^(longhaul|playwright)/.test(name));
    await longhaul(
      ['run', file, '--out', out],
      async (child, saw) => {
        await saw('measuring');
        await new Promise((next) => setTimeout(next, 2500));
        child.kill('SIGKILL');
      },
      user,
    );
    const judged = await longhaul(['judge', out, '--json']);
    expect((JSON.parse(judged.stdout) as Result).outcome).toBe('invalid');
    const left = namespaces();
    expect(left.length).toBeGreaterThan(0);
    // Each browser's folder and its profile.
    expect(folders()).toHaveLength(4);
    const twice = await longhaul(
      ['run', file, '--out', join(directory, 'next')],
      async (child, saw) => {
        await saw('starting 2 browsers');
        child.kill('SIGINT');
        child.kill('SIGTERM');
      },
      user,
    );
    expect(twice.code).toBe(3);
    expect(twice.stderr).toMatch(/stopped at once, without a report/);
    expect(namespaces()).toEqual([]);
    expect(folders()).toEqual([]);
  });
});
