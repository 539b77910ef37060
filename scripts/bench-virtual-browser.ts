/**
 * Measures what virtual time costs a browser where it is not needed, at factor 1: the CPU time of Chromium that decodes 720p at 30
 * fps, with the library and without it, in pairs one after the other, by control groups. Two browsers, one of each kind, are begun
 * anew every few pairs, since where a process lies in memory costs more or less, too. CPU time may be compared beside other
 * programs, if there are enough pairs. Needs root, Linux with glibc and Chromium; about 5 min:
 *   npx tsx scripts/bench-virtual-browser.ts [pairs]
 */
import { readFileSync } from 'node:fs';
import { replaceProcess } from '../src/network/user-namespace/replace-process.ts';
import { CpuGroup } from '../src/participants/cpu-group.ts';
import { findBrowser } from '../src/participants/find-browser.ts';
import { launchBrowser } from '../src/participants/launch-browser.ts';
import { isVirtual, virtualTimeVariables } from '../src/time/begin-virtual-time.ts';
import { findPreload } from '../src/time/preload.ts';
import { PRELOAD_VARIABLE } from '../src/time/variables.ts';
import { openVirtualClock } from '../src/time/virtual-clock.ts';
import { frameCostMs, openDecodingPage } from './bench/decoding-page.ts';
import { quantile } from './bench/quantile.ts';
import { atMost, table } from './bench/table.ts';

const PAIRS = Number(process.argv[2] ?? 24);
const PAIRS_OF_ONE_LAUNCH = 6;
const FRAMES = 90;
const MOST_RATIO = 1.01;

if (!isVirtual()) {
  const preload = findPreload();
  if ('why' in preload) throw new Error(preload.why);
  Object.assign(process.env, virtualTimeVariables(preload.path));
  await replaceProcess([process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
}
const clock = openVirtualClock();
if (clock === undefined) throw new Error('no virtual clock');
const preloaded = process.env[PRELOAD_VARIABLE];
const { path: executable } = await findBrowser();
let browsers = 0;

/** Opens a browser with the library or without; `pass` decodes once and returns the CPU ms of a frame. */
async function open(withLibrary: boolean) {
  const group = new CpuGroup(`lh-bench-${process.pid}-${++browsers}`);
  if (withLibrary) process.env[PRELOAD_VARIABLE] = preloaded;
  else delete process.env[PRELOAD_VARIABLE];
  const browser = await launchBrowser({
    ...{ enter: { command: '', args: [] }, executable, joinFiles: group.joinFiles },
    ...{ trustedOrigins: [], signal: new AbortController().signal },
  });
  process.env[PRELOAD_VARIABLE] = preloaded;
  const page = await openDecodingPage(browser.browser, FRAMES);
  return {
    pass: () => frameCostMs(page, group),
    async close() {
      await browser.close();
      await group.close();
    },
  };
}

const pairs: { with: number; without: number }[] = [];
while (pairs.length < PAIRS) {
  const both = { with: await open(true), without: await open(false) };
  try {
    // The first pass compiles and allocates.
    for (const kind of ['with', 'without'] as const) await both[kind].pass();
    for (let i = 0; i < PAIRS_OF_ONE_LAUNCH && pairs.length < PAIRS; i++) {
      const pair = { with: 0, without: 0 };
      for (const kind of i % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const))
        pair[kind] = await both[kind].pass();
      pairs.push(pair);
    }
  } finally {
    await both.with.close();
    await both.without.close();
  }
}
const ratios = pairs.map((pair) => pair.with / pair.without);
const ms = (kind: 'with' | 'without', q: number) =>
  `${quantile(
    pairs.map((pair) => pair[kind]),
    q,
  ).toFixed(2)} ms`;
console.log(
  table([
    atMost(`CPU with the library over without, median of ${PAIRS} pairs`, quantile(ratios, 0.5), MOST_RATIO, (r) =>
      r.toFixed(3),
    ),
    { what: 'its quartiles', measured: `${quantile(ratios, 0.25).toFixed(3)} to ${quantile(ratios, 0.75).toFixed(3)}` },
    { what: 'CPU of a frame, median, with / without', measured: `${ms('with', 0.5)} / ${ms('without', 0.5)}` },
    { what: 'least, with / without', measured: `${ms('with', 0)} / ${ms('without', 0)}` },
    { what: 'load of the machine at the end', measured: readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? '' },
  ]),
);
process.exit();
