/**
 * Measures what virtual time costs where it is not needed, at factor 1: the CPU time of a process that makes timers, waits and
 * looks at the clock, with the library and without it, in pairs one after the other; one look at the clock; the pacemaker.
 * Needs Linux with glibc; about 2 min on a machine that should be quiet: npx tsx scripts/bench-virtual-time.ts [pairs]
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { replaceProcess } from '../src/network/user-namespace/replace-process.ts';
import { isVirtual, virtualTimeVariables } from '../src/time/begin-virtual-time.ts';
import { findPreload } from '../src/time/preload.ts';
import { openVirtualClock } from '../src/time/virtual-clock.ts';
import { median, quantile } from './bench/quantile.ts';
import { atMost, type Row, table } from './bench/table.ts';

const LOAD = fileURLToPath(new URL('./bench/timer-load.mjs', import.meta.url));
const PAIRS = Number(process.argv[2] ?? 15);
const IDLE_MS = 5000;
const MOST_RATIO = 1.01;

interface Cost {
  readonly cpuMs: number;
  readonly lookNs: number;
}

async function load(preloaded: boolean): Promise<Cost> {
  const { LD_PRELOAD, ...real } = process.env;
  const env = preloaded ? { ...real, LD_PRELOAD } : real;
  const { stdout } = await promisify(execFile)(process.execPath, [LOAD], { env });
  return JSON.parse(stdout) as Cost;
}

/** Share of one CPU that this process uses while it does nothing. */
async function idleShare(): Promise<number> {
  const begunMs = performance.now();
  const begun = process.cpuUsage();
  await sleep(IDLE_MS);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000 / (performance.now() - begunMs);
}

if (!isVirtual()) {
  const preload = findPreload();
  if ('why' in preload) throw new Error(preload.why);
  Object.assign(process.env, virtualTimeVariables(preload.path));
  await replaceProcess([process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
}

const idleBefore = await idleShare();
const clock = openVirtualClock();
if (clock === undefined) throw new Error('no virtual clock');
const idle = await idleShare();

const [withIt, without]: [Cost[], Cost[]] = [[], []];
for (let i = 0; i < PAIRS; i++) {
  // Whichever is first finds the machine as the pair before left it.
  for (const preloaded of i % 2 === 0 ? [true, false] : [false, true])
    (preloaded ? withIt : without).push(await load(preloaded));
}
const ratios = withIt.map(({ cpuMs }, i) => cpuMs / (without[i]?.cpuMs ?? Number.NaN));
const cpuMs = (costs: readonly Cost[]) => `${median(costs.map((cost) => cost.cpuMs)).toFixed(0)} ms`;
/** Least CPU time: the run least disturbed by neighbours' use of caches and clock rates. */
const least = (costs: readonly Cost[]) => `${Math.min(...costs.map((cost) => cost.cpuMs)).toFixed(0)} ms`;
const lookNs = (costs: readonly Cost[]) => `${median(costs.map((cost) => cost.lookNs)).toFixed(0)} ns`;

const rows: Row[] = [
  atMost(`CPU with the library over without, median of ${PAIRS} pairs`, median(ratios), MOST_RATIO, (r) =>
    r.toFixed(3),
  ),
  { what: 'its quartiles', measured: `${quantile(ratios, 0.25).toFixed(3)} to ${quantile(ratios, 0.75).toFixed(3)}` },
  { what: 'least CPU time of all with / without', measured: `${least(withIt)} / ${least(without)}` },
  { what: 'CPU time with / without', measured: `${cpuMs(withIt)} / ${cpuMs(without)}` },
  { what: 'process.hrtime() with / without', measured: `${lookNs(withIt)} / ${lookNs(without)}` },
  { what: 'pacemaker, of one CPU', measured: `${(100 * (idle - idleBefore)).toFixed(2)} %` },
  { what: 'time stood still meanwhile', measured: `${clock.read().stoodStillMs.toFixed(0)} ms` },
];
console.log(table(rows));
