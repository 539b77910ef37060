import { claim, latency, type Ran, run, scenarioFile, value } from './rehearsal.ts';

const TAKES = Number(process.env.TAKES ?? 10);
const SLOW = process.env.SLOW ?? 'auto';
const MOST_SPREAD_MS = 10;

/** A clean line, one that loses now and then, and one with jitter that the stream nearly fills. */
const SCENARIO = `
name: same seed
duration: 20s
warmup: 10s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: sea-sg, haul: {rtt: 60 ms}, access: {rtt: 20 ms}}
  - {region: na-west, haul: {rtt: 150 ms}, access: {rtt: 40 ms, down: 20 Mbps, up: 5 Mbps, loss: 0.3 %}}
  - region: sea-id
    haul: {rtt: 60 ms}
    access: {rtt: 60 ms, jitter: 10 ms, down: 1500 kbps, up: 1 Mbps, loss: 1 %, queue: 300 ms}
`;
const REGIONS = ['sea-sg', 'na-west', 'sea-id'];

/** Plays one seed again and again (TAKES=10, SLOW=auto): each region's median latency is the same within 10 ms. */
export async function sameSeed(): Promise<void> {
  const file = scenarioFile(SCENARIO);
  const ran: Ran[] = [];
  for (let take = 0; take < TAKES; take++) {
    const played = await run(file, ['--slow', SLOW, '--seed', '1']);
    if (played.result.outcome !== 'invalid') ran.push(played);
  }
  claim(`${ran.length} of ${TAKES} takes are valid`, ran.length === TAKES);
  for (const region of REGIONS) {
    const medians = ran.flatMap(({ result }) => latency(result, region, 'p50') ?? []);
    const holds = ran.flatMap(({ result }) => value(result, region, 'lipSyncHold') ?? []);
    const spreadMs = medians.length === 0 ? Number.NaN : Math.max(...medians) - Math.min(...medians);
    const range = (values: readonly number[]) =>
      `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)} ms`;
    console.log(`${region}: latency p50 ${range(medians)}, held back for the sound ${range(holds)}`);
    claim(`${region}: p50 within ${spreadMs.toFixed(1)} ms (asked: ${MOST_SPREAD_MS})`, spreadMs <= MOST_SPREAD_MS);
  }
}
