import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readPcapng } from '../network/capture/read-pcapng.ts';
import { isRoot, leftNamespaces, longhaul, scratchDirectory, writeScenario } from './longhaul.ts';

const SCENARIO = `
name: network-alone
duration: 5s
broadcast: {video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}, firstMile: {rtt: 10 ms}}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 20 ms}}
  - {region: far, haul: {rtt: 140 ms}, access: {rtt: 20 ms}}
`;

/** Prints the ms until a closed port of the origin's refuses: one round trip. The least of several: others' CPU only adds. */
const ROUND_TRIP = `
  const { connect } = require('node:net');
  const once = () => new Promise((done) => { const from = performance.now(); connect(1, '10.77.0.1').on('error', () => done(performance.now() - from)); });
  (async () => { const all = []; for (let i = 0; i < 8; i++) all.push(await once()); console.log(Math.min(...all)); process.exitCode = process.argv[1]; })();
`;

describe.skipIf(!isRoot)('longhaul network', () => {
  it.each([
    ['near-1', 60, 0],
    ['far-1', 160, 42],
  ] as const)(
    'runs a command at %s, %d ms of round trip away, ends with its exit code, and leaves nothing',
    async (node, asked, exitCode) => {
      const file = writeScenario(scratchDirectory(onTestFinished), SCENARIO);
      const command = [process.execPath, '-e', ROUND_TRIP, String(exitCode)];
      const { code, stdout } = await longhaul(['network', file, '--in', node, '--', ...command]);
      expect(code).toBe(exitCode);
      expect(Number(stdout)).toBeGreaterThanOrEqual(asked);
      expect(Number(stdout)).toBeLessThan(asked + 10);
      expect(leftNamespaces()).toEqual([]);
    },
  );

  it('captures every host, and refuses a directory that holds something', async () => {
    const directory = scratchDirectory(onTestFinished);
    const file = writeScenario(directory, SCENARIO);
    const captures = join(directory, 'captures');
    const args = (...more: string[]) => ['network', file, ...more, '--', process.execPath, '-e', ROUND_TRIP];
    expect((await longhaul(args('--pcap', captures))).code).toBe(0);
    expect(readdirSync(captures).sort()).toEqual(['far-1.pcapng', 'near-1.pcapng', 'publisher.pcapng']);
    const { packets } = readPcapng(readFileSync(join(captures, 'near-1.pcapng')));
    // A SYN and its refusal, eight times, each at both ends.
    expect(packets.filter(({ on }) => on === 'viewer').length).toBeGreaterThanOrEqual(16);
    expect(packets.filter(({ on }) => on === 'origin').length).toBeGreaterThanOrEqual(16);
    const again = await longhaul(args('--pcap', captures));
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('expected a new or an empty directory')]);
  });
});
