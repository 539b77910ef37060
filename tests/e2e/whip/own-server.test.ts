import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { itLong, LONG } from '../../it-long.ts';
import { isRoot, leftNamespaces, longhaul, scratchDirectory, whyInvalid, writeScenario } from '../longhaul.ts';
import { ForeignNetwork } from './foreign-network.ts';
import { eventsOf, linesOf } from './recorded.ts';

const PROGRAM = resolve(import.meta.dirname, 'own-server-main.ts');
/** This machine's own end of the foreign network. */
const ADDRESS = '192.168.217.1';
const PORT = 8899;

const scenario = `
name: own server
duration: 6s
warmup: 4s
settle: false
broadcast:
  transport: {whip: {publish: "http://${ADDRESS}:${PORT}/whip/live", watch: "http://${ADDRESS}:${PORT}/whep/live"}}
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
`;

const server = (habit: string) => `exec ${process.execPath} --import tsx ${PROGRAM} ${ADDRESS} ${PORT} ${habit}`;
const run = (directory: string, command: string) =>
  longhaul(['run', writeScenario(directory, scenario), '--with', command, '--json', '--out', join(directory, 'out')]);

async function nothingListens(): Promise<void> {
  const probe = createServer().listen(PORT, ADDRESS);
  await new Promise((done, fail) => probe.once('listening', done).once('error', fail));
  await new Promise((done) => probe.close(done));
}

describe.skipIf(!isRoot)('a rehearsal over a server that --with starts', () => {
  let network: ForeignNetwork | undefined;
  beforeAll(() => {
    if (LONG) network = new ForeignNetwork('192.168.217');
  });
  afterEach(() => expect(leftNamespaces()).toEqual([]));
  afterAll(() => network?.close());

  itLong('is slowed with it, and ends it', { timeout: 600_000 }, async () => {
    const { stdout, stderr } = await run(scratchDirectory(onTestFinished), server('well'));
    const result = JSON.parse(stdout) as Result;
    expect(result.takes[0]?.viewers[0]?.metrics.latency?.type, stderr).toBe('distribution');
    expect(whyInvalid(result)).toBeUndefined();
    await nothingListens();
  });

  itLong('ends with it, says why, and leaves nothing running', { timeout: 600_000 }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const { code, stdout, stderr } = await run(directory, server('ill'));
    expect(code, stderr).toBe(3);
    expect(stderr).toContain('the server of --with is gone: it ended with code 9');
    expect(stderr).toContain('out of cheese');
    const { outcome, invalidReasons } = JSON.parse(stdout) as Result;
    expect(outcome).toBe('invalid');
    expect(invalidReasons).toContainEqual(
      expect.objectContaining({ signal: 'crashed', reason: expect.stringContaining('out of cheese') }),
    );
    const [crash] = eventsOf(linesOf(join(directory, 'out')), 'server', 'crashed');
    expect(String(crash?.detail?.reason)).toContain('code 9');
    await nothingListens();
  });
});
