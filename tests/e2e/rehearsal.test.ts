import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MetricValue } from '../../src/model/metric.ts';
import type { Result } from '../../src/model/result.ts';
import { isRoot, longhaul, namespaces, rehearseUntilValid, scratchDirectory, writeScenario } from './longhaul.ts';

/** near: 60 ms of round trip asked; far: 160 ms; each half one way. */
const TWO_REGIONS = (nearDown: string) => `
name: two-regions
duration: 8s
warmup: 4s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: ${nearDown}, up: 5 Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 140 ms}, access: {rtt: 10 ms}}
`;

function viewer(result: Result, region: string, metric: string): MetricValue {
  const found = result.takes[0]?.viewers.find((v) => v.region === region)?.metrics[metric];
  if (found === undefined) throw new Error(`no ${metric} of ${region}`);
  return found;
}

function outcomes(result: Result, region: string): Record<string, string> {
  return Object.fromEntries(result.verdicts.filter((v) => v.region === region).map((v) => [v.metric, v.outcome]));
}

describe.skipIf(!isRoot)('a rehearsal on real media', () => {
  it('carries real video over shaped networks and leaves every report', { timeout: 240_000 }, async (context) => {
    const directory = scratchDirectory(onTestFinished);
    const { result, ended } = await rehearseUntilValid(
      context,
      writeScenario(directory, TWO_REGIONS('20 Mbps')),
      directory,
    );
    expect(ended.code).toBe(result.outcome === 'ready' ? 0 : 1);
    const [take] = result.takes;
    expect(take?.network.backend).toBe('tun');
    expect(take?.viewers.map(({ id }) => id)).toEqual(['near-1', 'far-1']);
    for (const [region, oneWayMs] of [
      ['near', 30],
      ['far', 80],
    ] as const) {
      const latency = viewer(result, region, 'latency');
      expect(latency.type).toBe('distribution');
      // Light and the emulator set the floor: stolen CPU can only add to it.
      if (latency.type === 'distribution') {
        expect(latency.p50).toBeGreaterThan(oneWayMs);
        expect(latency.count).toBeGreaterThan(100);
      }
    }
    const directoryOf = (name: string) => join(directory, `attempt-1`, name);
    for (const name of ['result.json', 'index.html', 'junit.xml', 'summary.md', 'scenario.yaml', 'charts/latency.png'])
      expect(existsSync(directoryOf(name)), name).toBe(true);
    const page = readFileSync(directoryOf('index.html'), 'utf8');
    for (const id of ['near-1', 'far-1'])
      expect(page).toMatch(new RegExp(`<img[^>]*alt="${id}, [^>]*src="data:image/jpeg`));
    expect(namespaces()).toEqual([]);
  });

  it('finds the region whose line is below the bitrate not ready, and only that one', {
    timeout: 240_000,
  }, async (context) => {
    const directory = scratchDirectory(onTestFinished);
    const { result, ended } = await rehearseUntilValid(
      context,
      writeScenario(directory, TWO_REGIONS('600 kbps')),
      directory,
    );
    expect(result.outcome).toBe('not-ready');
    expect(ended.code).toBe(1);
    expect(Object.values(outcomes(result, 'near'))).toContain('fail');
    expect(Object.values(outcomes(result, 'far'))).not.toContain('fail');
    const queueLosses = result.takes[0]?.links.filter(({ lostQueue }) => lostQueue > 0).map(({ link }) => link);
    expect(queueLosses).toEqual(['access:near-1/out']);
    const page = readFileSync(join(directory, 'attempt-1', 'index.html'), 'utf8');
    expect(page).toContain('Picture stood still');
  });

  it('judges an old recording again to the same result', { timeout: 240_000 }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const out = join(directory, 'out');
    await longhaul(['run', writeScenario(directory, TWO_REGIONS('20 Mbps')), '--out', out]);
    const before = readFileSync(join(out, 'result.json'), 'utf8');
    const again = await longhaul(['judge', out, '--json']);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(before));
    expect(readFileSync(join(out, 'result.json'), 'utf8')).toBe(before);
  });
});
