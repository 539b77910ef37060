import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import type { OriginProcess } from '../../../src/sfu/process/start-origin.ts';
import { itLong } from '../../it-long.ts';
import { answerTo, TimeServerDouble } from '../../lib/time-server-double.ts';
import { WhipServer } from '../../transports/whip-server.ts';
import {
  isRoot,
  leftNamespaces,
  longhaul,
  rehearseValid,
  scratchDirectory,
  untilUndisturbed,
  writeScenario,
} from '../longhaul.ts';
import { ForeignNetwork } from './foreign-network.ts';
import { eventsOf, linesOf } from './recorded.ts';
import { TlsFront } from './tls-front.ts';

const TOKEN = 'a-token-that-nobody-must-see';
const VARIABLE = 'LONGHAUL_TEST_TOKEN';

const scenario = (transport: string, more = '') => `
name: elsewhere
duration: 6s
warmup: 4s
settle: false
broadcast:
  transport: ${transport}
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
${more}`;

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

describe.skipIf(!isRoot)('a rehearsal over a media server elsewhere', () => {
  let network: ForeignNetwork;
  let origin: OriginProcess;
  const { signal } = new AbortController();

  beforeAll(async () => {
    network = new ForeignNetwork();
    origin = await network.origin(signal);
    process.env[VARIABLE] = TOKEN;
  });
  afterEach(() => expect(leftNamespaces()).toEqual([]));
  afterAll(async () => {
    delete process.env[VARIABLE];
    await origin?.close();
    network?.close();
  });

  it('publishes to it and watches from it over shaped lines, and tells nobody the token', {
    timeout: 600_000,
  }, async () => {
    const directory = scratchDirectory(onTestFinished);
    // Published by HTTPS, under a certificate that is the server's own, and watched without.
    const front = await TlsFront.open('192.168.219.1', origin.whipUrl);
    onTestFinished(() => front.close());
    writeFileSync(join(directory, 'cert.pem'), front.certificate);
    const endpoints = `publish: "${front.url(origin.whipUrl)}", watch: "${origin.whepUrl}"`;
    const transport = `{whip: {${endpoints}, bearer: {env: ${VARIABLE}}, trust: {file: cert.pem}}}`;
    // Both ends go by the same clock, however far it is from this machine's.
    const time = await TimeServerDouble.open((question) => [answerTo(question, 1500)]);
    onTestFinished(() => time.close());
    const { result, ended } = await rehearseValid(
      writeScenario(directory, `${scenario(transport)}timeServer: 127.0.0.1:${time.port}\n`),
      directory,
    );
    const clock = result.takes[0]?.clock;
    expect(Math.abs((clock?.offsetMs ?? 0) - 1500)).toBeLessThanOrEqual(clock?.errorMs ?? 0);
    const latency = result.takes[0]?.viewers[0]?.metrics.latency;
    expect(latency?.type).toBe('distribution');
    // 60 ms of round trip are 30 ms one way; more is Chromium's and the machine's.
    if (latency?.type === 'distribution') expect(latency.p50).toBeGreaterThan(30);
    if (latency?.type === 'distribution') expect(latency.p50).toBeLessThan(1000);
    expect(result.scenario.broadcast.transport).toMatchObject({ whip: { watch: origin.whepUrl } });
    for (const file of filesOf(directory)) expect(readFileSync(file, 'latin1'), file).not.toContain(TOKEN);
    expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
  });

  it('ends with one clear error, exit code 3 and its recording, when the server refuses', {
    timeout: 600_000,
  }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const out = join(directory, 'out');
    // An address of the machine's own network, like that of a server somebody runs on it.
    const server = await WhipServer.open(() => ({ status: 401, body: 'unknown token' }), '192.168.219.1');
    const endpoint = server.url('/whip/live');
    const { code, stderr } = await longhaul([
      'run',
      writeScenario(directory, scenario(`{whip: {publish: "${endpoint}", bearer: {env: ${VARIABLE}}}}`)),
      '--out',
      out,
    ]);
    await server.close();
    expect(code).toBe(3);
    expect(stderr).toContain(
      `the publisher could not publish: POST ${endpoint}: the server answered 401 Unauthorized: unknown token`,
    );
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(linesOf(out).at(-1)).toMatchObject({ type: 'end', reason: 'failed' });
    for (const file of filesOf(out)) expect(readFileSync(file, 'latin1'), file).not.toContain(TOKEN);
  });

  itLong(
    'watches what somebody else publishes, and leaves out what only our own marks tell',
    { timeout: 600_000 },
    async () => {
      const directory = scratchDirectory(onTestFinished);
      const out = join(directory, 'out');
      const { code, stderr, stdout } = await longhaul([
        'run',
        writeScenario(directory, scenario(`{whip: {watch: "${origin.whepUrl}"}}`)),
        ...['--json', '--out', out],
      ]);
      // Nobody publishes: the server's own words, once.
      expect(code, stderr).toBe(3);
      expect(stderr).toContain('no viewer could watch');
      expect(stderr).toContain('the server answered 409 Conflict');
      expect(stderr).toContain('the stream is somebody else’s');
      expect(stdout).toContain('"outcome"');
    },
  );

  describe.each([
    [5, 'by itself'],
    [20, 'by an ICE restart or a new session'],
  ])('after %d s without a network', (seconds, how) => {
    itLong(`the viewer is back ${how}, and live`, { timeout: 600_000 }, async () => {
      const directory = scratchDirectory(onTestFinished);
      const transport = `{whip: {publish: "${origin.whipUrl}", watch: "${origin.whepUrl}"}}`;
      const events = `
events:
  - {at: 4s, for: ${seconds}s, haul: near, blackout: true}
`;
      const text = scenario(transport, events).replace('duration: 6s', `duration: ${seconds + 20}s`);
      const file = writeScenario(directory, text);
      // Valid or not: that it is back, and since when, is seen on a busy machine too, unless that spoilt the moment itself.
      const { recovery, told } = await untilUndisturbed(
        async (attempt) => {
          const out = join(directory, `attempt-${attempt}`);
          const { stdout } = await longhaul(['run', file, '--json', '--out', out]);
          const { outcome, invalidReasons, takes } = JSON.parse(stdout) as Result;
          const { recoveryTime: recovery, longestAudioGap, latency } = takes[0]?.viewers[0]?.metrics ?? {};
          const told = eventsOf(linesOf(out), 'near-1', 'transport').map(({ detail }) => detail);
          const seen = { outcome, invalidReasons, recovery, longestAudioGap, latency, told };
          console.info(`back after ${seconds} s: ${JSON.stringify(seen)}`);
          return seen;
        },
        ({ outcome, recovery: seen }) =>
          outcome === 'invalid' && seen?.type === 'no-data' ? `no recovery seen: ${seen.reason}` : undefined,
      );
      expect(recovery?.type).toBe('value');
      // Before the window's end, which is 16 s after the blackout's.
      if (recovery?.type === 'value') expect(recovery.value).toBeLessThan(15_000);
      expect(told.at(-1)?.what).toBe(seconds === 5 ? undefined : 'reconnected');
    });
  });
});
