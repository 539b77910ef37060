import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { coresNeeded } from '../capacity/machine-load.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import { cpuShares, parseCpuTicks } from '../recording/proc.ts';
import { openVirtualClock } from '../time/virtual-clock.ts';
import { firstFactor } from './first-factor.ts';
import { Pace } from './pace.ts';

/** Long enough that the kernel's ticks of 10 ms tell busy from idle. */
const LOOK_MS = 300;

/** The pace of a take about to begin: a look at what the machine does already, against what the take needs. */
export async function beginPace(take: Take, asked: Slow, leastFactor?: number): Promise<Pace> {
  const clock = openVirtualClock();
  const least = leastFactor === undefined ? {} : { least: leastFactor };
  if (clock === undefined || asked !== 'auto') return new Pace(take, { clock, asked, first: 1, ...least });
  const cores = coresNeeded(take.scenario.broadcast.video, take.viewers.length);
  const first = firstFactor(cores, cpus().length, await lookAtCpus());
  return new Pace(take, { clock, asked, first, ...least });
}

/** Share of all CPUs that is busy or stolen now, 0..1; undefined where the platform does not tell. */
async function lookAtCpus(): Promise<number | undefined> {
  const read = () => {
    try {
      return parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
    } catch {
      return undefined;
    }
  };
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const after = read();
  if (before === undefined || after === undefined) return undefined;
  const shares = cpuShares(before, after);
  return shares && shares.busyFraction + shares.stealFraction;
}
