import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { cpuShares, parseCpuTicks } from '../../src/recording/proc.ts';
import { openVirtualClock } from '../../src/time/virtual-clock.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for its pace; empty in real time. */
    readonly paceUrl: string;
  }
}

const LOOK_MS = 700;
/** Less than this share of the CPUs is the noise of an idle machine. */
const BUSY = 0.1;
const MOST_FACTOR = 8;

/**
 * Slows the clock of the tests that play takes in their own process, so that a second of theirs gets as much CPU as on an idle machine.
 * Each file asks anew before it begins (ask-for-pace.ts), while nothing of ours runs: neighbours come and go.
 */
export default async function slowAsNeeded(project: TestProject): Promise<(() => void) | undefined> {
  const clock = openVirtualClock();
  if (clock === undefined) {
    project.provide('paceUrl', '');
    return undefined;
  }
  const read = () => parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
  const look = async () => {
    const before = read();
    // Our own timers are slowed.
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS / clock.read().factor));
    const after = read();
    const shares = before && after && cpuShares(before, after);
    const busy = (shares?.busyFraction ?? 0) + (shares?.stealFraction ?? 0);
    const factor = busy > BUSY ? Math.min(MOST_FACTOR, 1 / Math.max(1 - busy, 1 / MOST_FACTOR)) : 1;
    clock.setFactor(factor);
    return `${(busy * 100).toFixed(0)} % busy: takes within these tests play at 1/${factor.toFixed(1)} of their speed`;
  };
  const server = createServer((_, response) => {
    void look().then((text) => {
      process.stderr.write(`${text}\n`);
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  project.provide('paceUrl', `http://127.0.0.1:${address.port}`);
  return () => void server.close();
}
