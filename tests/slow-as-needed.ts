import { readFileSync } from 'node:fs';
import { cpuShares, parseCpuTicks } from '../src/recording/proc.ts';
import { openVirtualClock } from '../src/time/virtual-clock.ts';

const LOOK_MS = 1000;
/** So busy before anything has begun, somebody else works here. */
const BUSY = 0.3;
const FACTOR_BESIDE_OTHERS = 4;

/** For tests that play takes in their own process: begun in virtual time, it is slowed for all of them if the machine is busy now. */
export default async function slowAsNeeded(): Promise<void> {
  const clock = openVirtualClock();
  if (clock === undefined) return;
  const read = () => parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const after = read();
  const shares = before && after && cpuShares(before, after);
  const busy = (shares?.busyFraction ?? 0) + (shares?.stealFraction ?? 0);
  const factor = busy > BUSY ? FACTOR_BESIDE_OTHERS : 1;
  clock.setFactor(factor);
  process.stderr.write(`\n${(busy * 100).toFixed(0)} % busy: takes within tests play at 1/${factor} of their speed\n`);
}
