import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import type { Result, ViewerResult } from '../../src/model/result.ts';
import { isRoot, rehearseUntilValid, scratchDirectory, writeScenario } from '../e2e/longhaul.ts';

/** One bad second of the machine is then below the twentieth that voids a take. */
const SECONDS = 21;

/** One fault a region, several in one rehearsal: each must show where it was put, and nowhere else. */
const scenario = (regions: readonly string[], events: readonly string[]) => `
name: network-faults
duration: ${SECONDS}s
warmup: 4s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
  haul: {rtt: 60 ms}
regions:
${regions.map((region) => `  - {region: ${region}}`).join('\n')}
events:
${events.map((event) => `  - {${event}}`).join('\n')}
budgets:
  all: {stutterRate: "< 3 %"}
`;
const LINE = 'access: {rtt: 10 ms}';

function viewerOf(result: Result, region: string): ViewerResult {
  const viewer = result.takes[0]?.viewers.find((each) => each.region === region);
  if (viewer === undefined) throw new Error(`no viewer in ${region}`);
  return viewer;
}

function numberOf(result: Result, region: string, metric: string): number {
  const value = viewerOf(result, region).metrics[metric];
  if (value?.type === 'distribution') return value.p50;
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
const failedRegions = ({ verdicts }: Result) =>
  [...new Set(verdicts.filter(({ outcome }) => outcome === 'fail').map(({ region }) => region))].sort();

/** Links whose own account shows this kind of loss. */
function linksWith(result: Result, kind: 'lostRandom' | 'lostBlackout' | 'lostQueue'): string[] {
  const links = result.takes[0]?.links ?? [];
  return links.filter((link) => (link[kind] ?? 0) > 0).map(({ link }) => link);
}

async function rehearsed(context: TestContext, regions: readonly string[], events: readonly string[]) {
  const directory = scratchDirectory(onTestFinished);
  const file = writeScenario(directory, scenario(regions, events));
  return (await rehearseUntilValid(context, file, directory)).result;
}

describe.skipIf(!isRoot)('faults of the network', () => {
  it('delay, loss and a short outage move what they should, by as much as was put in, in their own region only', {
    timeout: 240_000,
  }, async (context) => {
    const result = await rehearsed(
      context,
      [
        `clean, ${LINE}`,
        `delayed, ${LINE}, haul: {delay: {out: 130 ms, back: 30 ms}}`,
        `lossy, ${LINE}`,
        `dark, ${LINE}`,
      ],
      [
        'at: 4 s, for: 8 s, haul: lossy, only: out, loss: 5 %, name: loss',
        'at: 6 s, for: 1 s, haul: dark, blackout: true, name: outage',
      ],
    );
    // +100 ms one way: the floor of latency is higher by that, to a frame and what each jitter buffer settles to.
    const rise =
      least(course(result, 'delayed', 'latency', 0, SECONDS)) - least(course(result, 'clean', 'latency', 0, SECONDS));
    expect(rise).toBeGreaterThan(100 - 34);
    expect(rise).toBeLessThan(100 + 34);
    expect(numberOf(result, 'delayed', 'roundTripTime') - numberOf(result, 'clean', 'roundTripTime')).toBeGreaterThan(
      95,
    );

    // 5 % of packets, as the viewer's own counters tell; repaired, so that hardly a frame is missing.
    const lossShare = mean(course(result, 'lossy', 'packetLoss', 5, 11));
    expect(lossShare).toBeGreaterThan(0.03);
    expect(lossShare).toBeLessThan(0.08);
    expect(linksWith(result, 'lostRandom')).toEqual(['haul:lossy/out']);
    expect(numberOf(result, 'lossy', 'frameLoss')).toBeLessThan(0.05);

    // An outage is seen whole, and little longer: the keyframe after it has to be asked for, made and sent.
    expect(stuckSeconds(result, 'dark')).toBeGreaterThan(0.95);
    expect(stuckSeconds(result, 'dark')).toBeLessThan(1 + 1.5);
    expect(linksWith(result, 'lostBlackout').filter((link) => !link.startsWith('haul:dark/'))).toEqual([]);

    for (const region of ['clean', 'delayed', 'lossy'])
      expect([region, stuckSeconds(result, region)]).toEqual([region, 0]);
    expect(failedRegions(result)).toEqual(['dark']);
  });

  it('a long outage and a line below the bitrate stall their own viewers, who are live again when it is over', {
    timeout: 240_000,
  }, async (context) => {
    const result = await rehearsed(
      context,
      [
        `clean, ${LINE}`,
        `darker, ${LINE}`,
        'narrow, access: {rtt: 10 ms, down: 10 Mbps, queue: 200 ms, schedule: [{at: 4 s, down: 500 kbps}, {at: 9 s, down: 10 Mbps}]}',
      ],
      ['at: 5 s, for: 4 s, haul: darker, blackout: true, name: long outage'],
    );
    expect(stuckSeconds(result, 'darker')).toBeGreaterThan(3.9);
    expect(stuckSeconds(result, 'darker')).toBeLessThan(4 + 1.5);
    expect(linksWith(result, 'lostBlackout').filter((link) => !link.startsWith('haul:darker/'))).toEqual([]);
    expect(linksWith(result, 'lostQueue')).toEqual(['access:narrow-1/out']);
    expect(least(course(result, 'narrow', 'frameRate', 5, 9))).toBeLessThan(20);
    // Live, and not seconds of the outage played late: what was missed is not resent.
    for (const region of ['darker', 'narrow'])
      expect(Math.max(...course(result, region, 'latency', 11, SECONDS)), region).toBeLessThan(1000);
    expect(stuckSeconds(result, 'clean')).toBe(0);
    expect(failedRegions(result)).toEqual(['darker', 'narrow']);
  });
});
