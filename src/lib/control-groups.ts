import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** Control group of this process (man 7 cgroups), as far as it is mounted. */
export interface ControlGroup {
  /** Folder of the group itself. */
  readonly folder: string;
  /** Folder of the highest group above it that can be seen; the same for a container whose own group is mounted as the root. */
  readonly top: string;
}

/** Controller of version 1, or version 2, which has one hierarchy for all of them. */
export type Hierarchy = 'cpu' | 'cpuacct' | 'version 2';

/** Finds this process's own group in a hierarchy. `root`: the folder in which the system's files lie. */
export function ownControlGroup(hierarchy: Hierarchy, root = ''): ControlGroup | undefined {
  const path = ownPath(hierarchy, root);
  const mount = readText(`${root}/proc/self/mountinfo`)
    .split('\n')
    .flatMap(mountOf)
    .find(({ type, options }) =>
      hierarchy === 'version 2' ? type === 'cgroup2' : type === 'cgroup' && options.includes(hierarchy),
    );
  if (mount === undefined) return undefined;
  const { top, mountedGroup } = mount;
  // In a container the groups above its own are not mounted, though its path may still be given from the machine's root.
  const below = path === undefined ? '..' : posix.relative(mountedGroup, path);
  return { top, folder: below.startsWith('..') ? top : posix.join(top, below) };
}

/** Returns the path of this process's group as the kernel reports it, from the root of its hierarchy. */
function ownPath(hierarchy: Hierarchy, root: string): string | undefined {
  const wanted = hierarchy === 'version 2' ? '' : hierarchy;
  for (const line of readText(`${root}/proc/self/cgroup`).split('\n')) {
    const [, controllers = '', path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path !== undefined && controllers.split(',').includes(wanted)) return path;
  }
  return undefined;
}

/** Parses a line of /proc/self/mountinfo (proc(5)). */
function mountOf(line: string) {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , mountedGroup, top] = before.split(' ');
  const [type, , options] = after.split(' ');
  if (mountedGroup === undefined || top === undefined || options === undefined) return [];
  return [{ mountedGroup, top, type, options: options.split(',') }];
}

/** Reads a file of the kernel's; one that is not there says nothing. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
