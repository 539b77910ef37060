import { readFileSync } from 'node:fs';
import { cpuShares, parseCpuTicks } from '../src/recording/proc.ts';
import { openVirtualClock } from '../src/time/virtual-clock.ts';

const LOOK_MS = 1000;
/** Less than this share of the CPUs is the noise of an idle machine. */
const BUSY = 0.1;
const MOST_FACTOR = 8;

/**
 * Slows the clock of the tests that play takes in their own process, for all of them, so that a second of theirs gets as much CPU as
 * on an idle machine.
 */
export default async function slowAsNeeded(): Promise<void> {
  const clock = openVirtualClock();
  if (clock === undefined) return;
  const read = () => parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const after = read();
  const shares = before && after && cpuShares(before, after);
  const busy = (shares?.busyFraction ?? 0) + (shares?.stealFraction ?? 0);
  const factor = busy > BUSY ? Math.min(MOST_FACTOR, 1 / Math.max(1 - busy, 1 / MOST_FACTOR)) : 1;
  clock.setFactor(factor);
  const share = `${(busy * 100).toFixed(0)} % busy`;
  process.stderr.write(`\n${share}: takes within tests play at 1/${factor.toFixed(1)} of their speed\n`);
}
