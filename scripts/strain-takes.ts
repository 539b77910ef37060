/**
 * Takes under a graded hog, from which the error that a strained machine causes is fitted (scripts/fit-uncertainty.ts):
 *   npx tsx scripts/strain-takes.ts DIR SHARE:BURST_MS ...      such as 0 0.02:4 0.1:20; one take each, in this order
 * The hog takes that share of every CPU in bursts, above all real-time priorities, as a neighbour on the same hypervisor
 * does. One seed, so that the network's weather is the same in every take: what differs is the machine. Root, quiet machine.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import type { Result } from '../src/model/result/result.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** A clean line, a long one with jitter, and one that is nearly full. No loss: repairs alone move the jitter buffer by a round trip */
const SCENARIO = `
name: strain
duration: 12s
warmup: 4s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: clean, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
  - {region: long, haul: {rtt: 160 ms, jitter: 6 ms}, access: {rtt: 20 ms, down: 20 Mbps, up: 5 Mbps}}
  - {region: full, haul: {rtt: 60 ms}, access: {rtt: 20 ms, down: 1300 kbps, up: 1 Mbps, queue: 300 ms}}
`;

const [directory, ...levels] = process.argv.slice(2);
if (directory === undefined || levels.length === 0) throw new Error('usage: strain-takes.ts DIR SHARE:BURST_MS ...');
mkdirSync(directory, { recursive: true });
const scenario = join(directory, 'strain.yaml');
writeFileSync(scenario, SCENARIO);

for (const level of levels) {
  const [share = 0, burstMs = 8] = level.split(':').map(Number);
  const number = readdirSync(directory).length;
  const hogs = share > 0 ? cpus().map((_, cpu) => startHog(cpu, share, burstMs, number)) : [];
  try {
    const out = join(directory, `${String(number).padStart(3, '0')}-${share}-${burstMs}`);
    const { stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'bin/longhaul.mjs'), 'run', scenario, '--json', '--out', out],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 },
    );
    const { outcome, takes } = JSON.parse(stdout) as Result;
    console.log(level.padEnd(9), outcome.padEnd(9), takes[0]?.invalidReasons.map(({ signal }) => signal).join(' '));
  } finally {
    for (const hog of hogs) hog.kill('SIGKILL');
  }
}

function startHog(cpu: number, share: number, burstMs: number, seed: number): ChildProcess {
  const hog = [join(import.meta.dirname, 'bench', 'hog.mjs'), share, burstMs, seed * 64 + cpu].map(String);
  return spawn('taskset', ['-c', String(cpu), 'chrt', '--fifo', '50', process.execPath, ...hog], { stdio: 'ignore' });
}
