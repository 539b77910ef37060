/**
 * Measures whether a device class is the same device whatever else the machine does: the CPU time that Chromium takes to decode a
 * frame at 30 fps in a group of 25 %, as this machine is, beside two busy loops, and beside two loops that fill the caches, with what a CPU second was worth
 * meanwhile (src/time/cpu-worth.ts); and so how many frames a second a phone of 25 % decodes, with the correction and without.
 * Needs root, Linux and Chromium; about 4 min: npx tsx scripts/bench-device-work.ts [rounds]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sleep } from '../src/lib/clock.ts';
import { CpuGroup } from '../src/participants/cpu-group.ts';
import { coresHere } from '../src/participants/device-cores.ts';
import { findBrowser } from '../src/participants/find-browser.ts';
import { launchBrowser } from '../src/participants/launch-browser.ts';
import { CpuWorth } from '../src/time/cpu-worth.ts';
import { frameCostMs, openDecodingPage } from './bench/decoding-page.ts';
import { median, quantile } from './bench/quantile.ts';
import { table } from './bench/table.ts';

const ROUNDS = Number(process.argv[2] ?? 8);
const FRAMES = 90;
const LOOPS = 2;
const PHONE_CORES = 0.25;
const WORTH_INTERVAL_MS = 100;
const SETTLE_MS = 500;

/** Loops beside which a frame is decoded: on no memory at all, and on more of it than the caches of a core hold. */
const NEIGHBOURS = {
  'as the machine is': undefined,
  'beside two busy loops': 'for (;;);',
  'beside two loops that fill caches':
    'const a = Buffer.alloc(1 << 26), b = Buffer.alloc(1 << 26); for (;;) a.copy(b);',
} as const;

/** Returns how far values lie apart: their 90th percentile over the 10th. */
function spread(values: readonly number[]): string {
  return (quantile(values, 0.9) / quantile(values, 0.1)).toFixed(2);
}

function beginLoops(code: string | undefined): ChildProcess[] {
  if (code === undefined) return [];
  return Array.from({ length: LOOPS }, () => spawn(process.execPath, ['-e', code], { stdio: 'ignore' }));
}

const group = new CpuGroup(`lh-bench-${process.pid}`);
const abort = new AbortController();
const browser = await launchBrowser({
  ...{ enter: { command: '', args: [] }, executable: (await findBrowser()).path, joinFiles: group.joinFiles },
  ...{ trustedOrigins: [], signal: abort.signal },
});
const worth = new CpuWorth();
const timer = setInterval(() => void worth.measure(), WORTH_INTERVAL_MS);
try {
  const page = await openDecodingPage(browser.browser, FRAMES);
  group.limit(PHONE_CORES);
  const found = new Map(Object.keys(NEIGHBOURS).map((name) => [name, [] as { costMs: number; worth: number }[]]));
  // The first pass compiles and allocates.
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, code] of Object.entries(NEIGHBOURS)) {
      const loops = beginLoops(code);
      await sleep(SETTLE_MS);
      const worths: number[] = [];
      const watch = setInterval(() => worth.worth !== undefined && worths.push(worth.worth), WORTH_INTERVAL_MS);
      const costMs = await frameCostMs(page, group);
      if (worth.worth !== undefined) worths.push(worth.worth);
      clearInterval(watch);
      for (const loop of loops) loop.kill('SIGKILL');
      if (round >= 0) found.get(name)?.push({ costMs, worth: median(worths) });
    }
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
  console.log(
    `${page.codec} 1280x720, ${ROUNDS} rounds of ${FRAMES} frames; load of the machine at the end: ${load}\n`,
  );
  const rows = [...found].map(([name, passes]) => {
    const costMs = median(passes.map((pass) => pass.costMs));
    const own = median(passes.map((pass) => pass.worth));
    const fps = median(passes.map((pass) => (PHONE_CORES * 1000) / pass.costMs));
    const corrected = median(passes.map((pass) => (coresHere(PHONE_CORES, pass.worth) * 1000) / pass.costMs));
    return { name, costMs, own, fps, corrected };
  });
  const base = rows[0];
  if (base === undefined) throw new Error('nothing was measured');
  const ratio = (value: number, of: number) => `(${(value / of).toFixed(2)})`;
  console.log(
    table([
      { what: '', measured: 'CPU of a frame   worth       25 % decodes      with the correction' },
      ...rows.map(({ name, costMs, own, fps, corrected }) => ({
        what: name,
        measured: [
          `${costMs.toFixed(2)} ms ${ratio(costMs, base.costMs)}`.padEnd(16),
          `${own.toFixed(2)} ${ratio(own, base.own)}`.padEnd(11),
          `${fps.toFixed(0)} fps ${ratio(fps, base.fps)}`.padEnd(17),
          `${corrected.toFixed(0)} fps ${ratio(corrected, base.corrected)}`,
        ].join(' '),
      })),
    ]),
  );
  const all = [...found.values()].flat();
  console.log(`
Over all ${all.length} passes (90th over 10th percentile): CPU of a frame x${spread(all.map(({ costMs }) => costMs))}, and times its worth x${spread(
    all.map(({ costMs, worth: measured }) => costMs * measured),
  )}`);
} finally {
  clearInterval(timer);
  await browser.close();
  await group.close();
}
