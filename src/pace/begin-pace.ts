import { readFileSync } from 'node:fs';
import { coresNeeded } from '../capacity/machine-load.ts';
import { machineCpus } from '../lib/available-cpus.ts';
import { sleep } from '../lib/clock.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import { cpuShares, parseCpuTicks } from '../recording/proc.ts';
import { openVirtualClock } from '../time/virtual-clock.ts';
import { firstFactor } from './first-factor.ts';
import { Pace } from './pace.ts';

/** Time over which the CPUs are observed: long enough for the kernel's 10 ms ticks to distinguish busy from idle. */
const OBSERVE_MS = 300;

/** Creates the pace of a take that is about to begin, from what the take needs and how busy the machine already is. */
export async function beginPace(take: Take, asked: Slow, leastFactor?: number): Promise<Pace> {
  const clock = openVirtualClock();
  const least = leastFactor === undefined ? {} : { least: leastFactor };
  if (clock === undefined || asked !== 'auto') return new Pace(take, { clock, asked, first: 1, ...least });
  const cores = coresNeeded(take.scenario.broadcast.video, take.viewers.length);
  const first = firstFactor(cores, machineCpus(), await observeCpus());
  return new Pace(take, { clock, asked, first, ...least });
}

/**
 * Measures the share of all CPUs that is busy or stolen now, 0 to 1; undefined where the platform does not report it.
 */
async function observeCpus(): Promise<number | undefined> {
  const read = () => {
    try {
      return parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
    } catch {
      return undefined;
    }
  };
  const before = read();
  await sleep(OBSERVE_MS);
  const after = read();
  if (before === undefined || after === undefined) return undefined;
  const shares = cpuShares(before, after);
  return shares && shares.busyFraction + shares.stealFraction;
}
