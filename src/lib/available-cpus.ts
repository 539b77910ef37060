import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { ownControlGroup, readText } from './control-groups.ts';

/** Shares of a CPU are given to a hundredth, as they are given to a container (docker run --cpus). */
const STEPS_PER_CPU = 100;

/** CPUs of the machine, over which the kernel reports how busy it is, and how many of them this process may use. */
export interface MachineCpus {
  readonly all: number;
  readonly available: number;
}

let known: MachineCpus | undefined;

/**
 * Returns the machine's CPUs, read once. Fewer are available than there are under an affinity mask (taskset), and a fraction of one
 * where this process's control group, or one above it, has a quota of CPU time (docker run --cpus).
 */
export function machineCpus(): MachineCpus {
  known ??= { all: cpus().length, available: cpusWithin(availableParallelism()) };
  return known;
}

/** Bounds a number of CPUs by the quotas of this process's control groups. `root`: the folder in which the system's files lie. */
export function cpusWithin(cpus: number, root = ''): number {
  const least = Math.min(cpus, ...quotas(root));
  return Math.max(1, Math.round(least * STEPS_PER_CPU)) / STEPS_PER_CPU;
}

/** Lists the quotas of both versions: where both are mounted, only one has the CPU controller. */
function quotas(root: string): readonly number[] {
  return [
    ...groupsUpwards('version 2', root).map((folder) => {
      const [quota, period] = readText(`${folder}/cpu.max`).split(/\s/);
      return cpusOf(quota, period);
    }),
    ...groupsUpwards('cpu', root).map((folder) =>
      cpusOf(readText(`${folder}/cpu.cfs_quota_us`), readText(`${folder}/cpu.cfs_period_us`)),
    ),
  ];
}

function groupsUpwards(hierarchy: 'version 2' | 'cpu', root: string): readonly string[] {
  const group = ownControlGroup(hierarchy, root);
  if (group === undefined) return [];
  const folders = [group.folder];
  for (let folder = group.folder; folder !== group.top; folders.push(folder)) folder = dirname(folder);
  return folders.map((folder) => `${root}${folder}`);
}

/** Converts a quota in each period, in µs, to CPUs; Infinity where there is none ("max", and -1 in version 1). */
function cpusOf(quota: string | undefined, period: string | undefined): number {
  const cpus = Number.parseInt(quota ?? '', 10) / Number.parseInt(period ?? '', 10);
  return cpus > 0 ? cpus : Number.POSITIVE_INFINITY;
}
