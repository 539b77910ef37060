import { dirname } from 'node:path';
import { ownControlGroup, readText } from '../lib/control-groups.ts';

/** Directory of the kernel's control groups in which ours can be created. */
export interface CpuHierarchy {
  readonly version: 1 | 2;
  /** Directory where CPU time is limited. */
  readonly limits: string;
  /** Directory where it is counted, which version 1 may mount separately; undefined if nowhere. */
  readonly counts?: string;
}

/**
 * Finds this process's own control groups, preferring the CPU controller of version 1: where both versions are mounted, version 2
 * lacks the controller. Returns undefined if there is none.
 */
export function findCpuHierarchy(): CpuHierarchy | undefined {
  const limits = ownControlGroup('cpu')?.folder;
  const counts = ownControlGroup('cpuacct')?.folder;
  if (limits !== undefined) return { version: 1, limits, ...(counts !== undefined && { counts }) };
  const own = ownControlGroup('version 2');
  if (own === undefined) return undefined;
  // A group with processes must not delegate a controller (man 7 cgroups, "no internal processes"), but a sibling of
  // ours can.
  const parent = own.folder === own.top ? own.top : dirname(own.folder);
  return readText(`${parent}/cgroup.controllers`).split(/\s/).includes('cpu')
    ? { version: 2, limits: parent, counts: parent }
    : undefined;
}
