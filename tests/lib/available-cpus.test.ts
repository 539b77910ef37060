import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cpusWithin, machineCpus } from '../../src/lib/available-cpus.ts';

const V2 = '30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw';
const V1 = '31 24 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct';

/** A system's files, made in a folder of their own; returns the folder. */
function system(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'longhaul-system-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  return root;
}

describe('the CPUs within the quotas of the control groups', () => {
  it('are all where no group has a quota, or the system has no groups', () => {
    expect(cpusWithin(8, system({}))).toBe(8);
    const files = {
      'proc/self/mountinfo': V2,
      'proc/self/cgroup': '0::/user.slice',
      'sys/fs/cgroup/cpu.max': 'max 100000',
    };
    expect(cpusWithin(8, system({ ...files, 'sys/fs/cgroup/user.slice/cpu.max': 'max 100000' }))).toBe(8);
  });

  it('are those of the process’s own group or of one above it, whichever has least (version 2)', () => {
    const files = { 'proc/self/mountinfo': V2, 'proc/self/cgroup': '0::/jobs/one/task' };
    const group = (path: string, max: string) => ({ [`sys/fs/cgroup/${path}/cpu.max`]: max });
    const quotas = {
      ...group('jobs', '300000 100000'),
      ...group('jobs/one', '75000 50000'),
      ...group('jobs/one/task', 'max 100000'),
    };
    expect(cpusWithin(8, system({ ...files, ...quotas }))).toBe(1.5);
    expect(cpusWithin(1, system({ ...files, ...quotas }))).toBe(1);
    expect(cpusWithin(8, system({ ...files, ...quotas, ...group('jobs/two', '10000 100000') }))).toBe(1.5);
  });

  it('are those of a version 1 group, where -1 is none, also beside a version 2 without the controller', () => {
    const both = {
      'proc/self/mountinfo': [V1, V2.replace('/sys/fs/cgroup', '/sys/fs/cgroup/unified')].join('\n'),
      'proc/self/cgroup': '3:cpu,cpuacct:/docker/abc\n0::/',
    };
    const quota = (path: string, us: string) => ({
      [`sys/fs/cgroup/cpu,cpuacct${path}/cpu.cfs_quota_us`]: us,
      [`sys/fs/cgroup/cpu,cpuacct${path}/cpu.cfs_period_us`]: '100000',
    });
    expect(cpusWithin(8, system({ ...both, ...quota('', '-1'), ...quota('/docker/abc', '250000') }))).toBe(2.5);
    expect(cpusWithin(8, system({ ...both, ...quota('', '-1'), ...quota('/docker/abc', '-1') }))).toBe(8);
  });

  it.each([
    ['a container’s group mounted as the root, and told from the machine’s', '/docker/abc', '0::/docker/abc'],
    ['a container with a namespace of its own', '/', '0::/'],
    ['a group outside of what is mounted', '/docker/abc', '0::/../other'],
  ])('are found in %s', (_, mounted, own) => {
    const mountinfo = V2.replace(' / ', ` ${mounted} `);
    const files = {
      'proc/self/mountinfo': mountinfo,
      'proc/self/cgroup': own,
      'sys/fs/cgroup/cpu.max': '50000 100000',
    };
    expect(cpusWithin(8, system(files))).toBe(0.5);
  });
});

describe('the CPUs of this machine', () => {
  it('are no more than it has, and no more than may be used at once', () => {
    const { all, available } = machineCpus();
    expect(all).toBe(cpus().length);
    expect(available).toBeLessThanOrEqual(availableParallelism());
  });

  it.runIf(process.platform === 'linux')('are fewer for a process bound to one of them', () => {
    const module = JSON.stringify(new URL('../../src/lib/available-cpus.ts', import.meta.url).href);
    const program = `import(${module}).then(({ machineCpus }) => console.log(JSON.stringify(machineCpus())))`;
    const args = ['--cpu-list', '0', process.execPath, '--import', import.meta.resolve('tsx'), '-e', program];
    const bound = JSON.parse(execFileSync('taskset', args, { encoding: 'utf8' })) as { all: number; available: number };
    expect(bound.all).toBe(cpus().length);
    expect(bound.available).toBeLessThanOrEqual(1);
  });
});
