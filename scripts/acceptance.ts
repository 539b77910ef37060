/**
 * The claims of the README, measured on this machine: run it on a quiet one.
 *   npx tsx scripts/acceptance.ts [quickstart] [rtt] [bottleneck] [hog]     (default: all; about 12 minutes)
 * Prints one line a take and the numbers that decide; exits with 1 when a claim does not hold.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Result } from '../src/model/result/result.ts';

const ROOT = resolve(import.meta.dirname, '..');
const QUICKSTART_RUNS = 10;
const scratch = mkdtempSync(join(tmpdir(), 'longhaul-acceptance-'));
let takes = 0;
let failures = 0;

interface Ran {
  readonly result: Result;
  readonly tookS: number;
}

function rehearse(scenario: string): Ran {
  const file = join(scratch, `scenario-${++takes}.yaml`);
  writeFileSync(file, scenario);
  return run(file);
}

function run(file: string): Ran {
  const begun = performance.now();
  let stdout = '';
  try {
    stdout = execFileSync(
      process.execPath,
      [join(ROOT, 'bin/longhaul.mjs'), 'run', file, '--json', '--out', join(scratch, `out-${takes}-${begun | 0}`)],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1 << 26,
      },
    ).toString();
  } catch (error) {
    stdout = String((error as { stdout: Buffer }).stdout);
  }
  const result = JSON.parse(stdout) as Result;
  const tookS = (performance.now() - begun) / 1000;
  const steal = result.takes[0]?.host.map(({ stealFraction }) => stealFraction ?? Number.NaN) ?? [];
  const mean = steal.reduce((a, b) => a + b, 0) / steal.length;
  console.log(
    `  ${result.outcome.padEnd(9)} ${tookS.toFixed(1)} s, steal ${(mean * 100).toFixed(2)} %  ` +
      (result.takes[0]?.viewers ?? [])
        .map(
          ({ region }) =>
            `${region} p50 ${latency(result, region, 'p50')} p95 ${latency(result, region, 'p95')} ms ${fps(result, region)} fps`,
        )
        .join(' | ') +
      `  ${result.invalidReasons.map(({ signal }) => signal).join(' ')}`,
  );
  return { result, tookS };
}

function metric(result: Result, region: string, id: string) {
  return result.takes[0]?.viewers.find((viewer) => viewer.region === region)?.metrics[id];
}

function latency(result: Result, region: string, p: 'p50' | 'p95'): number | undefined {
  const value = metric(result, region, 'latency');
  return value?.type === 'distribution' ? Math.round(value[p] * 10) / 10 : undefined;
}

function fps(result: Result, region: string): number | undefined {
  const value = metric(result, region, 'frameRate');
  return value?.type === 'value' ? Math.round(value.value * 10) / 10 : undefined;
}

function claim(text: string, holds: boolean): void {
  console.log(`${holds ? 'HOLDS ' : 'FAILS '} ${text}`);
  if (!holds) failures++;
}

const regions = (near: { rtt: number; down: string }) => `
name: acceptance
duration: 12s
warmup: 5s
broadcast:
  video: {codec: h264, size: 1280x720, fps: 30, bitrate: 2 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: ${near.rtt} ms}, access: {rtt: 10 ms, down: ${near.down}, up: 5 Mbps, queue: 200 ms}}
  - {region: middle, haul: {rtt: 90 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
  - {region: far, haul: {rtt: 180 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
`;
const BASE = { rtt: 40, down: '20 Mbps' };

/** A take that is not invalid, in at most three tries. */
function validTake(scenario: string): Result | undefined {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { result } = rehearse(scenario);
    if (result.outcome !== 'invalid') return result;
  }
  return undefined;
}

const EXPERIMENTS: Record<string, () => void> = {
  quickstart() {
    const runs = Array.from({ length: QUICKSTART_RUNS }, () => run(join(ROOT, 'scenarios/quickstart.yaml')));
    const ready = runs.filter(({ result }) => result.outcome === 'ready').length;
    const { durationMs = 0, warmupMs = 0 } = runs[0]?.result.scenario ?? {};
    const beyond = Math.max(...runs.map(({ tookS }) => tookS - (durationMs + warmupMs) / 1000));
    claim(`the quickstart is ready and valid in ${ready} of ${QUICKSTART_RUNS} (asked: 9)`, ready >= 9);
    claim(`at most ${beyond.toFixed(1)} s beyond the scenario's own time (asked: 15)`, beyond <= 15);
  },
  rtt() {
    const before = validTake(regions(BASE));
    const after = validTake(regions({ ...BASE, rtt: BASE.rtt + 100 }));
    if (before === undefined || after === undefined) return claim('rtt: no valid take', false);
    for (const region of ['near', 'middle', 'far']) {
      const moved = (latency(after, region, 'p50') ?? Number.NaN) - (latency(before, region, 'p50') ?? Number.NaN);
      const asked = region === 'near' ? 50 : 0;
      claim(
        `100 ms of RTT more in near moves ${region} by ${moved.toFixed(1)} ms (asked: ${asked} ± 10)`,
        Math.abs(moved - asked) <= 10,
      );
    }
  },
  bottleneck() {
    const before = validTake(regions(BASE));
    const after = validTake(regions({ ...BASE, down: '1500 kbps' }));
    if (before === undefined || after === undefined) return claim('bottleneck: no valid take', false);
    const failing = new Set(after.verdicts.filter(({ outcome }) => outcome === 'fail').map(({ region }) => region));
    claim(
      `a line below the bitrate makes ${[...failing].join(', ') || 'none'} fail (asked: near alone)`,
      failing.size === 1 && failing.has('near'),
    );
    for (const region of ['middle', 'far']) {
      const ratio = (id: 'fps' | 'latency') =>
        id === 'fps'
          ? (fps(after, region) ?? Number.NaN) / (fps(before, region) ?? Number.NaN)
          : (latency(after, region, 'p50') ?? Number.NaN) / (latency(before, region, 'p50') ?? Number.NaN);
      claim(
        `${region} keeps its frame rate (x${ratio('fps').toFixed(3)}) and latency (x${ratio('latency').toFixed(3)}) within 5 %`,
        Math.abs(ratio('fps') - 1) <= 0.05 && Math.abs(ratio('latency') - 1) <= 0.05,
      );
    }
  },
  hog() {
    const hogs = cpus().map(() => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
    try {
      const { result } = rehearse(regions(BASE));
      claim(`a busy loop on every core gives ${result.outcome} (asked: invalid)`, result.outcome === 'invalid');
    } finally {
      for (const hog of hogs) hog.kill('SIGKILL');
    }
  },
};

try {
  const chosen = process.argv.slice(2);
  for (const [name, experiment] of Object.entries(EXPERIMENTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n${name}`);
    experiment();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
