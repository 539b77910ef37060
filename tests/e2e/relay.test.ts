import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { StatsReport } from '../../src/model/recording/w3c-stats.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import type { Result } from '../../src/model/result/result.ts';
import { createLineParser } from '../../src/recording/parse-line.ts';
import { OrdinaryUser } from '../network/support/ordinary-user.ts';
import { longhaul, whyInvalid, writeScenario } from './longhaul.ts';

/** near: 60 ms of round trip asked; far: 160 ms; each half one way. */
const TWO_REGIONS = `
name: over-the-relay
duration: 8s
warmup: 4s
settle: false
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 140 ms}, access: {rtt: 10 ms}}
`;

function figure(result: Result, region: string, metric: string): number {
  const found: MetricValue | undefined = result.takes[0]?.viewers.find((v) => v.region === region)?.metrics[metric];
  if (found?.type === 'distribution') return found.p50;
  if (found?.type === 'value') return found.value;
  throw new Error(`no ${metric} of ${region}: ${JSON.stringify(found)}`);
}

function linesOf(directory: string): RecordLine[] {
  const folder = join(directory, 'recordings');
  const [name = ''] = readdirSync(folder);
  const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
  const { parse } = createLineParser();
  return lines.flatMap((text) => {
    const parsed = parse(text);
    return parsed.type === 'line' ? [parsed.line] : [];
  });
}

/** After the probes: browsers take longer to start than the second in which these ended. */
function packetsThrough(lines: readonly RecordLine[], link: string): number {
  const probedMs = lines.find(({ type }) => type === 'calibration')?.atMs ?? 0;
  return lines
    .flatMap((line) => (line.type === 'links' && line.atMs > probedMs + 1000 ? line.links : []))
    .filter((second) => second.link === link)
    .reduce((sum, { outPackets }) => sum + outPackets, 0);
}

/** Packets the browser got by the pair in use, up to the last second of the links; binding requests and DTLS are not among them. */
function packetsReceived(lines: readonly RecordLine[], participant: string): number {
  const lastMs = lines.findLast(({ type }) => type === 'links')?.atMs ?? 0;
  const reports = lines.flatMap((line): readonly StatsReport[] =>
    line.type === 'stats' && line.participant === participant && line.atMs <= lastMs ? line.reports : [],
  );
  const counts = reports.map((report) => (report.type === 'candidate-pair' ? (report.packetsReceived ?? 0) : 0));
  return Math.max(...counts);
}

describe('a rehearsal over the relay', () => {
  it('gives an ordinary user real media over shaped paths, and not a packet by another way', {
    timeout: 600_000,
  }, async () => {
    const user = new OrdinaryUser();
    onTestFinished(() => user.remove());
    const scenario = writeScenario(user.home, TWO_REGIONS);
    const out = join(user.home, 'out');
    const args = ['run', scenario, '--backend', 'relay', '--json', '--out', out];
    const ended = await longhaul(args, undefined, user);
    expect(ended.stdout, ended.stderr).not.toBe('');
    const result = JSON.parse(ended.stdout) as Result;
    const lines = linesOf(out);
    expect(whyInvalid(result)).toBeUndefined();
    expect(result.takes[0]?.network).toMatchObject({ backend: 'relay', why: 'asked for' });
    for (const [region, oneWayMs, tripMs] of [
      ['near', 30, 50],
      ['far', 80, 150],
    ] as const) {
      // Light and the emulator set the floor: stolen CPU can only add to it.
      expect(figure(result, region, 'latency')).toBeGreaterThan(oneWayMs);
      expect(figure(result, region, 'roundTripTime')).toBeGreaterThanOrEqual(tripMs);
      // One round trip to connect, one for offer and answer, then ICE and DTLS.
      expect(figure(result, region, 'joinTime')).toBeGreaterThan(3 * tripMs);
    }
    for (const viewer of ['near-1', 'far-1']) {
      const through = packetsThrough(lines, `access:${viewer}/out`);
      const received = packetsReceived(lines, viewer);
      expect(received).toBeGreaterThan(500);
      expect(through).toBeGreaterThanOrEqual(received);
      // Packets that are not media: ICE, DTLS, signalling, and up to a second after the last statistics.
      expect(received).toBeGreaterThan(through * 0.8);
    }
    expect(user.left()).toEqual([]);
  });
});
