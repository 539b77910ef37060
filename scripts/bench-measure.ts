/**
 * Measures what a long recording costs to keep and to measure: npx tsx scripts/bench-measure.ts [seconds] [viewers], 3600 and 50
 * unless given. Prints the recording's size, time and peak memory of `judge` and of `report`, and what they wrote. Linux.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

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
    const { tookSeconds, peakMiB } = await longhaul(command);
    console.log(`${command}: ${tookSeconds.toFixed(1)} s, at most ${peakMiB.toFixed(0)} MiB in memory`);
  }
  for (const name of readdirSync(directory).filter((name) => name.includes('.')))
    console.log(`${name}: ${megabytes(sizeOf(join(directory, name)))}`);
} finally {
  rmSync(directory, { recursive: true });
}

async function longhaul(command: string) {
  const begunMs = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src', 'main.ts'), command, directory], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMiB = 0;
  const watch = setInterval(() => {
    // The kernel keeps the peak itself, so that looking now and then is enough.
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    peakMiB = Math.max(peakMiB, Number(peak ?? 0) / 1024);
  }, 50);
  await once(child, 'exit');
  clearInterval(watch);
  return { tookSeconds: (performance.now() - begunMs) / 1000, peakMiB };
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
