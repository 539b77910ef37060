import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { mean } from 'simple-statistics';
import type { ChangeOutcome, EncoderComparison } from '../../src/model/result/encoder-comparison.ts';
import type { Result } from '../../src/model/result/result.ts';
import { claim, latency, type Ran, run, scenarioFile, value } from './rehearsal.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FACTORS = (process.env.FACTORS ?? '1,2,4,8').split(',').map(Number);
const SEEDS = Number(process.env.SEEDS ?? 10);
/** Slowed by n, n halves of the takes fit on the machine that carries one. */
const FACTOR_PER_TAKE = 2;
/** A take that the machine spoilt is played again, at the same factor. */
const ATTEMPTS = 3;
const MOST_LATENCY_MS = 3;
const MOST_STUTTER_POINTS = 0.5;

/** Bursts of loss on one line; another that the stream nearly fills, with rarer losses. */
const SCENARIO = `
name: same truth
duration: 20s
warmup: 10s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - region: sea-sg
    haul: {rtt: 60 ms}
    access: {rtt: 40 ms, jitter: 5 ms, down: 5 Mbps, up: 2 Mbps, loss: 3 %, burst: 2, queue: 300 ms}
  - region: sea-id
    haul: {rtt: 60 ms}
    access: {rtt: 60 ms, jitter: 10 ms, down: 1300 kbps, up: 1 Mbps, loss: 1 %, queue: 300 ms}
`;
const REGIONS = ['sea-sg', 'sea-id'];
/** Stages whose time is CPU time for the most part: slowed by n, a machine needs an n-th of it. */
const WORK = ['latencyEncoding', 'latencyOrigin', 'latencyDecoding'] as const;

/**
 * The same takes at several factors (FACTORS=1,2,4,8, SEEDS=10): the same numbers come out. Slowed takes are played
 * beside each other, as many as their factor allows.
 */
export async function sameTruth(): Promise<void> {
  const file = scenarioFile(SCENARIO);
  const byFactor = new Map<number, Ran[]>();
  for (const factor of FACTORS) {
    const waiting = Array.from({ length: SEEDS }, (_, seed) => seed + 1);
    const ran: Ran[] = [];
    const worker = async () => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const valid = await validTake(file, factor, seed);
        if (valid !== undefined) ran.push(valid);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, Math.floor(factor / FACTOR_PER_TAKE)) }, worker));
    byFactor.set(factor, ran);
    for (const region of REGIONS) console.log(`factor ${factor}: ${summary(region, byFactor.get(factor) ?? [])}`);
  }
  const [first, ...others] = FACTORS;
  if (first === undefined) return;
  for (const region of REGIONS) {
    const spread = (of: (ran: Ran) => number | undefined) => {
      const means = [...byFactor.values()].map((ran) => meanOf(ran.map(of)));
      return Math.max(...means) - Math.min(...means);
    };
    const ms = spread(({ result }) => latency(result, region, 'p50'));
    const restMs = spread(({ result }) => latencyBesideWork(result, region));
    const points = 100 * spread(({ result }) => value(result, region, 'stutterRate'));
    claim(`${region}: latency p50 within ${ms.toFixed(1)} ms (asked: ${MOST_LATENCY_MS})`, ms <= MOST_LATENCY_MS);
    console.log(`${region}: without the machine's own work (${WORK.join(', ')}) within ${restMs.toFixed(1)} ms`);
    claim(
      `${region}: stutter within ${points.toFixed(2)} points (asked: ${MOST_STUTTER_POINTS})`,
      points <= MOST_STUTTER_POINTS,
    );
  }
  for (const other of others)
    compare(byFactor.get(first) ?? [], byFactor.get(other) ?? [], `${other} against ${first}`);
}

async function validTake(file: string, factor: number, seed: number): Promise<Ran | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ran = await run(file, ['--slow', String(factor), '--seed', String(seed)]);
    if (ran.result.outcome !== 'invalid') return ran;
  }
  return undefined;
}

function summary(region: string, ran: readonly Ran[]): string {
  const of = (read: (result: Result) => number | undefined) => meanOf(ran.map(({ result }) => read(result)));
  return [
    `${region}: ${ran.length} valid takes`,
    `latency p50 ${of((result) => latency(result, region, 'p50')).toFixed(1)} ms`,
    `${of((result) => workMs(result, region)).toFixed(1)} ms of it the machine's own work`,
    `p95 ${of((result) => latency(result, region, 'p95')).toFixed(1)} ms`,
    `stutter ${(100 * of((result) => value(result, region, 'stutterRate'))).toFixed(2)} %`,
    `${of((result) => value(result, region, 'frameRate')).toFixed(2)} fps`,
    `lost by the emulator ${(100 * of((result) => lostShare(result, region))).toFixed(3)} %`,
  ].join(', ');
}

/** Sum of the medians of the stages that are work, in ms. */
function workMs(result: Result, region: string): number | undefined {
  const stages = WORK.map((name) => latency(result, region, 'p50', name));
  return stages.reduce<number | undefined>(
    (sum, ms) => (sum === undefined || ms === undefined ? undefined : sum + ms),
    0,
  );
}

function latencyBesideWork(result: Result, region: string): number | undefined {
  const [wholeMs, ownMs] = [latency(result, region, 'p50'), workMs(result, region)];
  return wholeMs === undefined || ownMs === undefined ? undefined : wholeMs - ownMs;
}

/** Share of the packets to a region's viewers that the emulator lost as asked, not for want of room. */
function lostShare({ takes: [take] }: Result, region: string): number | undefined {
  const ids = new Set(take?.viewers.filter((viewer) => viewer.region === region).map(({ id }) => id));
  const links = take?.links.filter(({ link }) => ids.has(/^access:(.*)\/back$/.exec(link)?.[1] ?? '')) ?? [];
  const packets = links.reduce((sum, { inPackets }) => sum + inPackets, 0);
  return packets === 0
    ? undefined
    : links.reduce((sum, { lostRandom, lostBurst }) => sum + lostRandom + lostBurst, 0) / packets;
}

function compare(baseline: readonly Ran[], candidate: readonly Ran[], what: string): void {
  const [a, ...moreA] = baseline.map(({ directory }) => directory);
  const [b, ...moreB] = candidate.map(({ directory }) => directory);
  if (a === undefined || b === undefined) throw new Error(`${what}: no valid takes`);
  const more = (name: string, directories: string[]) => (directories.length > 0 ? [name, ...directories] : []);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[join(ROOT, 'bin/longhaul.mjs'), 'compare', a, b, '--on-inconclusive', 'pass', '--on-not-ready', 'pass'],
      ...[...more('--more-baseline', moreA), ...more('--more-candidate', moreB), '--json'],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (stdout.length === 0) throw new Error(`compare printed nothing: ${stderr}`);
  const comparisons = JSON.parse(stdout) as readonly EncoderComparison[];
  const changes = comparisons.flatMap((comparison) => comparison.changes);
  const count = (outcome: ChangeOutcome) => changes.filter((change) => change.outcome === outcome).length;
  const counts = `${count('no-worse')} no worse, ${count('inconclusive')} cannot be told, ${count('regressed')} regressed, ${count('improved')} improved`;
  const isValid = changes.length > 0 && comparisons.every(({ outcome }) => outcome !== 'invalid');
  claim(
    `compare, ${what}: ${counts} (asked: none of the last two)`,
    isValid && count('regressed') + count('improved') === 0,
  );
}

function meanOf(values: readonly (number | undefined)[]): number {
  const known = values.filter((one) => one !== undefined);
  return known.length === 0 ? Number.NaN : mean(known);
}
