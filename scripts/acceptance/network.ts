import type { Result } from '../../src/model/result/result.ts';
import { claim, latency, run, scenarioFile, value } from './rehearsal.ts';

const BASE = { rtt: 40, down: '20 Mbps' };

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

/** 100 ms of round trip added to one region move its latency by half of that, and nobody else's. */
export async function roundTrip(): Promise<void> {
  const before = await rehearse(regions(BASE));
  const after = await rehearse(regions({ ...BASE, rtt: BASE.rtt + 100 }));
  for (const region of ['near', 'middle', 'far']) {
    const moved = (latency(after, region, 'p50') ?? Number.NaN) - (latency(before, region, 'p50') ?? Number.NaN);
    const asked = region === 'near' ? 50 : 0;
    claim(
      `100 ms of RTT more in near moves ${region} by ${moved.toFixed(1)} ms (asked: ${asked} ± 10)`,
      Math.abs(moved - asked) <= 10,
    );
  }
}

/** A line narrower than the bitrate makes its own region fail, and nobody else's. */
export async function bottleneck(): Promise<void> {
  const before = await rehearse(regions(BASE));
  const after = await rehearse(regions({ ...BASE, down: '1500 kbps' }));
  const failing = new Set(after.verdicts.filter(({ outcome }) => outcome === 'fail').map(({ region }) => region));
  claim(
    `a line below the bitrate makes ${[...failing].join(', ') || 'none'} fail (asked: near alone)`,
    failing.size === 1 && failing.has('near'),
  );
  for (const region of ['middle', 'far']) {
    const fps = ratio(value(after, region, 'frameRate'), value(before, region, 'frameRate'));
    const ms = ratio(latency(after, region, 'p50'), latency(before, region, 'p50'));
    claim(
      `${region} keeps its frame rate (x${fps.toFixed(3)}) and latency (x${ms.toFixed(3)}) within 5 %`,
      Math.abs(fps - 1) <= 0.05 && Math.abs(ms - 1) <= 0.05,
    );
  }
}

const ratio = (a = Number.NaN, b = Number.NaN) => a / b;

async function rehearse(scenario: string): Promise<Result> {
  return (await run(scenarioFile(scenario))).result;
}
