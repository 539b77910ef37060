import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { itLong, LONG } from '../../it-long.ts';
import { isRoot, leftNamespaces, longhaul, rehearseValid, scratchDirectory, writeScenario } from '../longhaul.ts';
import { ForeignNetwork } from './foreign-network.ts';
import { hasJanus, Janus } from './janus.ts';
import { eventsOf, linesOf } from './recorded.ts';

const TOKEN = 'token-of-the-front';
const VARIABLE = 'LONGHAUL_TEST_JANUS_TOKEN';

if (LONG && !hasJanus) console.warn('\nNOT PROVEN here: WHIP and WHEP over Janus (apt-get install janus)\n');

describe.skipIf(!isRoot || !hasJanus || !LONG)('a rehearsal over Janus', () => {
  let network: ForeignNetwork;
  let janus: Janus;

  beforeAll(async () => {
    network = new ForeignNetwork();
    janus = new Janus(network);
    process.env[VARIABLE] = TOKEN;
    await janus.open(network, TOKEN);
  });
  afterEach(() => expect(leftNamespaces()).toEqual([]));
  afterAll(async () => {
    delete process.env[VARIABLE];
    await janus?.close();
    network?.close();
  });

  const scenario = (seconds: number, firstMile: string) => `
name: over-janus
duration: ${seconds}s
warmup: 4s
settle: false
broadcast:
  transport: {whip: {publish: "${janus.whipUrl}", watch: "${janus.whepUrl}", bearer: {env: ${VARIABLE}}}}
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: ${firstMile}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms}}
budgets:
  all: {stutterRate: "< 100 %", frameRate: "> 1 fps", audioConcealment: "< 100 %", audioStutterRate: "< 100 %", latency: "p50 < 2 s"}
`;

  itLong('publishes by an answered offer, and watches by a counter-offer', { timeout: 600_000 }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const { result } = await rehearseValid(writeScenario(directory, scenario(6, '{rtt: 10 ms}')), directory);
    const latency = result.takes[0]?.viewers[0]?.metrics.latency;
    expect(latency?.type).toBe('distribution');
    if (latency?.type === 'distribution') expect(latency.p50).toBeGreaterThan(30);
  });

  itLong('brings the publisher back by an ICE restart after 18 s without a network', { timeout: 600_000 }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const out = join(directory, 'out');
    const dark = '{rtt: 10 ms, blackouts: [{at: 3s, for: 18s}]}';
    await longhaul(['run', writeScenario(directory, scenario(40, dark)), '--out', out]);
    // Valid or not: that it is back is seen on a busy machine too.
    const told = eventsOf(linesOf(out), 'publisher', 'transport').map(({ detail }) => detail);
    console.info(`back after 18 s: ${JSON.stringify(told)}`);
    expect(told.at(-1)).toMatchObject({ what: 'reconnected', how: 'ICE restart' });
  });
});
