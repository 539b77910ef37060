/**
 * Measures what a long recording costs to keep and to measure: npx tsx scripts/bench-measure.ts [seconds] [viewers], 3600 and 50
 * unless given. Prints the recording's size, CPU time, time and peak memory of `judge` and of `report`, CPU time and size of each
 * report made from result.json, what was written, and how long a browser takes to open the page. Linux.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { REPORTS } from '../src/report/registry.ts';
import type { FileContent } from '../src/report/report.ts';
import { readResult } from '../src/result/read-result.ts';
import { openPage } from './bench/open-page.ts';
import { cpuTicks, TICKS_PER_SECOND } from './bench/process-family.ts';

const ROOT = resolve(import.meta.dirname, '..');
const [seconds = '3600', viewers = '50'] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'longhaul-long-'));
try {
  const generate = [
    '--import',
    'tsx',
    join(ROOT, 'scripts', 'generate-long-recording.ts'),
    directory,
    seconds,
    viewers,
  ];
  console.log(`writing: ${execFileSync(process.execPath, generate, { encoding: 'utf8' }).trim()}`);
  const size = sizeOf(join(directory, 'recordings', 'take-001-seed-1.ndjson'));
  const perViewerSecond = size / Number(seconds) / Number(viewers);
  console.log(`recording: ${megabytes(size)}, ${perViewerSecond.toFixed(0)} B a viewer and second`);
  for (const command of ['judge', 'report']) {
    const { tookSeconds, cpuSeconds, peakMiB } = await longhaul(command);
    const times = `${cpuSeconds.toFixed(1)} s of CPU, ${tookSeconds.toFixed(1)} s`;
    console.log(`${command}: ${times}, at most ${peakMiB.toFixed(0)} MiB in memory`);
  }
  await makeEachReport();
  for (const page of await openPage(join(directory, 'index.html'), [1280, 390])) {
    const s = (seconds: number) => `${seconds.toFixed(2)} s`;
    const seen = `painted after ${s(page.paintedAfter)}, parsed ${s(page.parsedAfter)}, table of regions ${s(page.tableAfter)} (${s(page.cpuUntilTable)} of CPU)`;
    console.log(
      `opening index.html at ${page.width} px, ${page.elements} elements: ${seen}, loaded ${s(page.loadedAfter)} (${s(page.cpu)} of CPU)`,
    );
  }
  for (const name of readdirSync(directory).filter((name) => name.includes('.')))
    console.log(`${name}: ${megabytes(sizeOf(join(directory, name)))}`);
} finally {
  rmSync(directory, { recursive: true });
}

/** Makes each report from result.json by itself, in this process. */
async function makeEachReport(): Promise<void> {
  const cpu = () => process.cpuUsage().user + process.cpuUsage().system;
  const lap = (begun: number) => `${((cpu() - begun) / 1e6).toFixed(2)} s of CPU`;
  const begun = cpu();
  const result = await readResult(directory);
  console.log(`reading result.json: ${lap(begun)}`);
  for (const [format, { load }] of Object.entries(REPORTS)) {
    const report = await load();
    const begunAt = cpu();
    const files = report(result, []);
    const bytes = files.reduce((sum, { content }) => sum + sizeOfContent(content), 0);
    console.log(`${format}: ${lap(begunAt)}, ${megabytes(bytes)}`);
  }
}

async function longhaul(command: string) {
  const begunMs = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src', 'main.ts'), command, directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let [peakMiB, cpuSeconds] = [0, 0];
  const watch = setInterval(() => {
    // The kernel keeps the peak itself, so that looking now and then is enough.
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    peakMiB = Math.max(peakMiB, Number(peak ?? 0) / 1024);
    cpuSeconds = Math.max(cpuSeconds, cpuTicks(child.pid ?? Number.NaN) / TICKS_PER_SECOND);
  }, 50);
  await once(child, 'exit');
  clearInterval(watch);
  return { tookSeconds: (performance.now() - begunMs) / 1000, cpuSeconds, peakMiB };
}

function sizeOfContent(content: FileContent): number {
  if (typeof content === 'string' || content instanceof Uint8Array) return Buffer.byteLength(content);
  return [...content].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
