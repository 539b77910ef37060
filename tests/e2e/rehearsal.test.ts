import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MetricValue } from '../../src/model/result/metric.ts';
import type { Result } from '../../src/model/result/result.ts';
import { explain } from '../../src/report/facts/explain.ts';
import { moments } from '../../src/report/timeline/moments.ts';
import { isRoot, leftNamespaces, longhaul, rehearseValid, scratchDirectory, writeScenario } from './longhaul.ts';

/** near: 60 ms of round trip asked; far: 160 ms; each half one way. narrow: as near, on a line below the bitrate. */
const THREE_REGIONS = `
name: three-regions
duration: 8s
warmup: 4s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 140 ms}, access: {rtt: 10 ms}}
  - {region: narrow, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 600 kbps, up: 5 Mbps, queue: 200 ms}}
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
  const removals: (() => void)[] = [];
  afterAll(() => {
    for (const remove of removals) remove();
  });
  let played: Awaited<ReturnType<typeof rehearseValid>> | undefined;
  /** Result of the first test, which the others read. */
  const rehearsed = () => {
    if (played === undefined) throw new Error('nothing was measured');
    return played;
  };

  it('carries real video over shaped networks and leaves every report', { timeout: 600_000 }, async () => {
    const directory = scratchDirectory((remove) => removals.push(remove));
    const first = await rehearseValid(writeScenario(directory, THREE_REGIONS), directory);
    played = first;
    const { result, out } = first;
    const [take] = result.takes;
    expect(take?.network.backend).toBe('tun');
    expect(take?.viewers.map(({ id }) => id)).toEqual(['near-1', 'far-1', 'narrow-1']);
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
    for (const name of ['result.json', 'index.html', 'junit.xml', 'summary.md', 'scenario.yaml', 'charts/latency.png'])
      expect(existsSync(join(out, name)), name).toBe(true);
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    for (const region of ['near', 'far'])
      expect(page).toMatch(new RegExp(`<img[^>]*alt="${region}, [^>]*src="data:image/jpeg`));
    expect(leftNamespaces()).toEqual([]);
  });

  it('finds the region whose line is below the bitrate not ready, and only that one', () => {
    const { result, ended, out } = rehearsed();
    expect(result.outcome).toBe('not-ready');
    expect(ended.code).toBe(1);
    expect(Object.values(outcomes(result, 'narrow'))).toContain('fail');
    const queueLosses = result.takes[0]?.links.filter(({ lostQueue }) => lostQueue > 0).map(({ link }) => link);
    expect(queueLosses).toEqual(['access:narrow-1/out']);
    // The frame it froze on; or, if no frame of the take came through, a note that nothing was to be seen.
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toMatch(/Picture stood still|saw no picture/);
  });

  it('gives no alarm where nothing is wrong', () => {
    const { result } = rehearsed();
    const [take] = result.takes;
    if (take === undefined) throw new Error('no take');
    const failed = explain(result).filter(({ outcome }) => outcome === 'fail');
    expect(failed.map(({ region }) => region)).toEqual(['narrow']);
    for (const region of ['near', 'far']) {
      expect(Object.values(outcomes(result, region)), region).not.toContain('fail');
      expect(moments(result, take, region), region).toEqual([]);
    }
  });

  it('judges an old recording again to the same result', { timeout: 60_000 }, async () => {
    const { out } = rehearsed();
    const before = readFileSync(join(out, 'result.json'), 'utf8');
    const again = await longhaul(['judge', out, '--json']);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(before));
    expect(readFileSync(join(out, 'result.json'), 'utf8')).toBe(before);
  });
});
