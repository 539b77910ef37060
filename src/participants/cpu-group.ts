import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import { type CpuHierarchy, findCpuHierarchy } from './cpu-hierarchies.ts';

/** Period in which the kernel allots CPU time: short against a frame, so that a small share comes evenly. */
const PERIOD_US = 20_000;
/** Kernel's own bounds (Documentation/scheduler/sched-bwc.rst). */
const MAX_PERIOD_US = 1_000_000;
const MIN_QUOTA_US = 1000;
const US_PER_S = 1_000_000;
const NS_PER_S = 1_000_000_000;
/** Retries when removing a group: its processes have been killed, but the kernel takes a moment to release them. */
const REMOVE_ATTEMPTS = 40;
const REMOVE_INTERVAL_MS = 25;

/** Totals since the group was created. */
export interface CpuCount {
  /** CPU time used, s; undefined if the kernel does not count it. */
  readonly usedS?: number;
  readonly periods: number;
  /** Periods in which the group had used up its share and had to wait. */
  readonly throttledPeriods: number;
}

/** Control group whose processes share a bounded part of the CPU. */
export class CpuGroup {
  readonly #hierarchy: CpuHierarchy;
  readonly #name: string;

  /** Creates the group, without a limit yet. Throws CannotMeasureError. */
  constructor(name: string) {
    const hierarchy = findCpuHierarchy();
    if (hierarchy === undefined) throw cpuLimitError('this system has no control groups for the CPU');
    this.#hierarchy = hierarchy;
    this.#name = name;
    try {
      // Version 2 delegates a controller only where it is enabled.
      if (hierarchy.version === 2) writeFileSync(`${hierarchy.limits}/cgroup.subtree_control`, '+cpu');
      for (const folder of this.#folders) mkdirSync(folder);
    } catch (cause) {
      // Its folders are empty; where one cannot be removed, why it cannot be made is still the thing to say.
      this.close().catch(() => {});
      throw cpuLimitError(messageOf(cause));
    }
  }

  /** Files into which a process writes its own id to join, with all its later children. */
  get joinFiles(): readonly string[] {
    return this.#folders.map((folder) => join(folder, 'cgroup.procs'));
  }

  /**
   * Limits the group's CPU time from now on, in cores of the stream's time, which runs at 1/factor of the kernel's.
   * Periods keep their length in the stream's time, as far as the kernel allows.
   */
  limit(cores: number, factor = 1): void {
    const periodUs = Math.min(MAX_PERIOD_US, Math.round(PERIOD_US * factor));
    const quotaUs = Math.max(MIN_QUOTA_US, Math.round((cores * periodUs) / factor));
    const folder = join(this.#hierarchy.limits, this.#name);
    if (this.#hierarchy.version === 2) writeFileSync(join(folder, 'cpu.max'), `${quotaUs} ${periodUs}`);
    else {
      writeFileSync(join(folder, 'cpu.cfs_period_us'), String(periodUs));
      writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quotaUs));
    }
  }

  /** Returns undefined if the kernel does not report it: not counted is not zero. */
  count(): CpuCount | undefined {
    try {
      return this.#read();
    } catch {
      return undefined;
    }
  }

  #read(): CpuCount | undefined {
    const { version, counts } = this.#hierarchy;
    const stat = readFileSync(join(this.#hierarchy.limits, this.#name, 'cpu.stat'), 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(stat)?.[1]);
    const usedS =
      version === 2
        ? field('usage_usec') / US_PER_S
        : counts === undefined
          ? Number.NaN
          : Number(readFileSync(join(counts, this.#name, 'cpuacct.usage'), 'utf8')) / NS_PER_S;
    const [periods, throttledPeriods] = [field('nr_periods'), field('nr_throttled')];
    if (!Number.isFinite(periods + throttledPeriods)) return undefined;
    return { ...(Number.isFinite(usedS) && { usedS }), periods, throttledPeriods };
  }

  /** Removes the group once its processes have ended. Idempotent. */
  async close(): Promise<void> {
    for (const folder of this.#folders) await remove(folder);
  }

  get #folders(): readonly string[] {
    const { limits, counts } = this.#hierarchy;
    return [...new Set([limits, ...(counts === undefined ? [] : [counts])])].map((folder) => join(folder, this.#name));
  }
}

/** Removes groups that killed runs left, by name; returns a phrase for each. */
export async function sweepCpuGroups(isAbandoned: (name: string) => boolean): Promise<string[]> {
  const hierarchy = findCpuHierarchy();
  const folders = [...new Set([hierarchy?.limits, hierarchy?.counts])].flatMap((folder) => folder ?? []);
  const removed = new Set<string>();
  for (const folder of folders)
    for (const name of readdirSync(folder).filter(isAbandoned)) {
      await remove(join(folder, name));
      removed.add(`control group ${name}`);
    }
  return [...removed];
}

async function remove(folder: string): Promise<void> {
  for (let attempt = 1; existsSync(folder); attempt++) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (attempt === REMOVE_ATTEMPTS) throw error;
      await sleep(REMOVE_INTERVAL_MS);
    }
  }
}

function cpuLimitError(why: string): CannotMeasureError {
  return new CannotMeasureError(
    `a device class needs a CPU limit on its viewers, and this machine cannot set one: ${why}`,
    'run as root where /sys/fs/cgroup can be written (in a container: docker run --privileged), or leave `device` out',
  );
}
