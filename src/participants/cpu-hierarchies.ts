import { readFileSync } from 'node:fs';

/** Directory of the kernel's control groups in which ours can be created. */
export interface CpuHierarchy {
  readonly version: 1 | 2;
  /** Directory where CPU time is limited. */
  readonly limits: string;
  /** Directory where it is counted, which version 1 may mount separately; undefined if nowhere. */
  readonly counts?: string;
}

interface Mount {
  readonly path: string;
  readonly type: string;
  readonly options: readonly string[];
}

/**
 * Finds this process's own control groups (man 7 cgroups), preferring the CPU controller of version 1: where both
 * versions are mounted, version 2 lacks the controller. Returns undefined if there is none.
 */
export function findCpuHierarchy(): CpuHierarchy | undefined {
  const mounts = read('/proc/self/mounts').split('\n').flatMap(mountOf);
  const own = new Map(
    read('/proc/self/cgroup')
      .split('\n')
      .flatMap((line) => {
        const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
        return path === '' ? [] : controllers.split(',').map((name): [string, string] => [name, path]);
      }),
  );
  const folder = (mount: Mount | undefined, controller: string) =>
    mount === undefined ? undefined : `${mount.path}${own.get(controller) ?? '/'}`.replace(/\/$/, '');
  const first = (controller: string) =>
    folder(
      mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller)),
      controller,
    );
  const limits = first('cpu');
  const counts = first('cpuacct');
  if (limits !== undefined) return { version: 1, limits, ...(counts !== undefined && { counts }) };
  const second = mounts.find(({ type }) => type === 'cgroup2');
  const ownFolder = folder(second, '');
  if (second === undefined || ownFolder === undefined) return undefined;
  // A group with processes must not delegate a controller (man 7 cgroups, "no internal processes"), but a sibling of
  // ours can.
  const parent = ownFolder === second.path ? second.path : ownFolder.slice(0, ownFolder.lastIndexOf('/'));
  return read(`${parent}/cgroup.controllers`).split(/\s/).includes('cpu')
    ? { version: 2, limits: parent, counts: parent }
    : undefined;
}

function mountOf(line: string): Mount[] {
  const [, path, type, options] = line.split(' ');
  return path === undefined || type === undefined || options === undefined
    ? []
    : [{ path, type, options: options.split(',') }];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
