import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { Closers } from '../../../src/lib/closers.ts';
import { which } from '../../../src/lib/processes.ts';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import type { Result } from '../../../src/model/result/result.ts';
import { itLong, LONG } from '../../it-long.ts';
import { isRoot, longhaul, scratchDirectory, writeScenario } from '../longhaul.ts';
import { ForeignNetwork } from './foreign-network.ts';

const SERVER = fileURLToPath(new URL('../../transports/werift-main.ts', import.meta.url));
const [SERVER_PORT, TURN_PORT] = [8889, 3478];
const [USER, PASSWORD, VARIABLE] = ['guest', 'a-turn-password-nobody-must-see', 'LONGHAUL_TEST_TURN'];

/** A server of UDP alone (werift), and a TURN server (Debian's coturn), both somewhere else. */
describe.skipIf(!isRoot || !LONG)('a line that blocks UDP, with a TURN server reached over TCP', () => {
  const closers = new Closers();
  let network: ForeignNetwork;

  beforeAll(async () => {
    const turnserver = await which('turnserver');
    if (turnserver === undefined) throw new Error('coturn is missing: sudo apt-get install coturn');
    network = new ForeignNetwork();
    closers.add('network', async () => network.close());
    const { address } = network;
    await start([process.execPath, ...TYPESCRIPT_ARGS, SERVER, address, String(SERVER_PORT)], /ready/);
    await start(
      [
        ...[turnserver, '-n', '--no-cli', '--no-tls', '--no-dtls', '--log-file=stdout', '--pidfile=', '--lt-cred-mech'],
        ...[`--listening-ip=${address}`, `--relay-ip=${address}`, `--listening-port=${TURN_PORT}`],
        ...[`--user=${USER}:${PASSWORD}`, '--realm=longhaul.test'],
      ],
      /Total General servers/,
    );
    process.env[VARIABLE] = PASSWORD;
  });
  afterAll(async () => {
    delete process.env[VARIABLE];
    expect(await closers.closeAll(5000)).toEqual([]);
  });

  /** Starts a program in the server's network; resolves when it says that it is ready. */
  const start = async (words: readonly string[], isReady: RegExp) => {
    const [command = '', ...args] = [network.enter.command, ...network.enter.args, ...words];
    const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    closers.add(words[0] ?? '', async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    });
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (data: Buffer) => {
        said += data.toString();
        if (isReady.test(said)) resolve();
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('exit', () => reject(new Error(`${words[0]} ended: ${said}`)));
    });
  };

  itLong('lets its viewers watch, by way of the relay, while the others need none', { timeout: 600_000 }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const server = `http://${network.address}:${SERVER_PORT}`;
    const turn = `turn:${network.address}:${TURN_PORT}?transport=tcp`;
    const scenario = `
name: hotel
duration: 6s
warmup: 4s
settle: false
broadcast:
  transport:
    whip:
      publish: "${server}/whip"
      watch: "${server}/whep"
      iceServers: [{urls: "${turn}", username: ${USER}, credential: {env: ${VARIABLE}}}]
  video: {codec: vp8, size: 320x180, fps: 15, bitrate: 300 kbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: hotel, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps, udp: blocked}}
  - {region: home, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
`;
    const out = join(directory, 'out');
    const { stdout, stderr } = await longhaul(['run', writeScenario(directory, scenario), '--json', '--out', out]);
    // Valid or not: how they were connected is seen on a busy machine too.
    const result = JSON.parse(stdout || `"${stderr}"`) as Result;
    const connections = new Map(result.takes[0]?.connections?.map((one) => [one.participant, one]));
    const relayed = { protocol: 'udp', candidateType: 'relay', relayProtocol: 'tcp' };
    expect(connections.get('hotel-1')).toMatchObject({ ways: [relayed], udpBlocked: true });
    expect(connections.get('hotel-1')?.failure).toBeUndefined();
    for (const participant of ['publisher', 'home-1'])
      for (const way of connections.get(participant)?.ways ?? []) expect(way, participant).not.toMatchObject(relayed);
    for (const { metrics } of result.takes[0]?.viewers ?? []) expect(metrics.latency?.type).toBe('distribution');
    const report = readFileSync(join(out, 'index.html'), 'utf8');
    expect(report).toMatch(/Media went through a TURN server, reached over TCP: [^.]*hotel/i);
    expect(report + JSON.stringify(result)).not.toContain(PASSWORD);
  });
});
