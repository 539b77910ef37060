import { describe, expect, it, onTestFinished } from 'vitest';
import type { Result, ViewerResult } from '../../src/model/result.ts';
import { isRoot, rehearseUntilValid, scratchDirectory, writeScenario } from '../e2e/longhaul.ts';

const SECONDS = 24;
/** One fault a region, all in one rehearsal: each must show where it was put, and nowhere else. */
const FAULTS = `
name: network-faults
duration: ${SECONDS}s
warmup: 4s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
  haul: {rtt: 60 ms}
regions:
  - {region: clean, access: {rtt: 10 ms, down: 10 Mbps, up: 5 Mbps}}
  - {region: delayed, access: {rtt: 10 ms}}
  - {region: lossy, access: {rtt: 10 ms}}
  - {region: dark, access: {rtt: 10 ms}}
  - {region: darker, access: {rtt: 10 ms}}
  - {region: narrow, access: {rtt: 10 ms, down: 10 Mbps, queue: 200 ms, schedule: [{at: 8 s, down: 500 kbps}, {at: 14 s, down: 10 Mbps}]}}
events:
  - {at: 8 s, for: 8 s, haul: delayed, only: out, delay: +100 ms, name: detour}
  - {at: 8 s, for: 8 s, haul: lossy, only: out, loss: 5 %, name: loss}
  - {at: 10 s, for: 1 s, haul: dark, blackout: true, name: outage}
  - {at: 10 s, for: 4 s, haul: darker, blackout: true, name: long outage}
budgets:
  all: {stutterRate: "< 3 %"}
`;

function viewerOf(result: Result, region: string): ViewerResult {
  const viewer = result.takes[0]?.viewers.find((each) => each.region === region);
  if (viewer === undefined) throw new Error(`no viewer in ${region}`);
  return viewer;
}

function numberOf(result: Result, region: string, metric: string): number {
  const value = viewerOf(result, region).metrics[metric];
  if (value?.type !== 'value') throw new Error(`${metric} of ${region}: ${JSON.stringify(value)}`);
  return value.value;
}

/** Of the course of a metric, the values in seconds [from, to). */
function course(result: Result, region: string, metric: string, from: number, to: number): number[] {
  const points = viewerOf(result, region).series[metric] ?? [];
  return points.flatMap(({ second, value }) => (second >= from && second < to && value !== undefined ? [value] : []));
}

const least = (values: readonly number[]) => Math.min(...values);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Seconds in which the picture stood still for over half a second at once. */
const stuckSeconds = (result: Result, region: string) => numberOf(result, region, 'stutterRate') * SECONDS;

describe.skipIf(!isRoot)('faults of the network', () => {
  it('each moves what it should, by as much as was put in, in its own region only', {
    timeout: 300_000,
  }, async (context) => {
    const directory = scratchDirectory(onTestFinished);
    const { result } = await rehearseUntilValid(context, writeScenario(directory, FAULTS), directory);
    const links = result.takes[0]?.links ?? [];
    const lossesOf = (pick: (link: (typeof links)[number]) => number | undefined) =>
      links.filter((link) => (pick(link) ?? 0) > 0).map(({ link }) => link);

    // +100 ms one way: the floor of latency rises by that, to a frame and what the jitter buffer settles to.
    const riseMs =
      least(course(result, 'delayed', 'latency', 11, 16)) - least(course(result, 'delayed', 'latency', 2, 8));
    expect(riseMs).toBeGreaterThan(100 - 34);
    expect(riseMs).toBeLessThan(100 + 34);

    // 5 % of packets, as the viewer's own counters tell; repaired, so that hardly a frame is missing.
    const lossShare = mean(course(result, 'lossy', 'packetLoss', 9, 15));
    expect(lossShare).toBeGreaterThan(0.03);
    expect(lossShare).toBeLessThan(0.08);
    expect(lossesOf(({ lostRandom }) => lostRandom)).toEqual(['haul:lossy/out']);
    expect(numberOf(result, 'lossy', 'frameLoss')).toBeLessThan(0.05);

    // An outage is seen whole, and little longer: a keyframe has to be asked for, made and sent.
    expect(stuckSeconds(result, 'dark')).toBeGreaterThan(0.95);
    expect(stuckSeconds(result, 'dark')).toBeLessThan(1 + 1.5);
    expect(stuckSeconds(result, 'darker')).toBeGreaterThan(3.9);
    expect(stuckSeconds(result, 'darker')).toBeLessThan(4 + 2.5);
    expect(lossesOf(({ lostBlackout }) => lostBlackout).map((link) => link.split('/')[0])).toEqual(
      expect.arrayContaining(['haul:dark', 'haul:darker']),
    );
    expect(lossesOf(({ lostBlackout }) => lostBlackout).every((link) => link.startsWith('haul:dark'))).toBe(true);

    // Half the rate that the stream needs: its own queue fills and drops, no other does.
    expect(lossesOf(({ lostQueue }) => lostQueue)).toEqual(['access:narrow-1/out']);
    expect(course(result, 'narrow', 'frameRate', 9, 13).some((fps) => fps < 25)).toBe(true);

    for (const region of ['clean', 'delayed', 'lossy'])
      expect([region, stuckSeconds(result, region)]).toEqual([region, 0]);
    const cleanMs = course(result, 'clean', 'latency', 2, SECONDS);
    expect(Math.max(...cleanMs) - least(cleanMs)).toBeLessThan(100);
    const failed = result.verdicts.filter(({ outcome }) => outcome === 'fail').map(({ region }) => region);
    expect(failed).not.toContain('clean');
    expect(failed).toContain('dark');
    expect(failed).toContain('darker');
  });
});
