/**
 * Holds the model of BBR (network/emulation/cross/bbr.ts) against the kernel's: alone, and beside CUBIC, on a line of 10 Mbps with
 * a round trip of 40 ms, whose queue holds 1 and 4 times what is under way. The kernel's sockets send over the tun network in real
 * time; the models simulate the same line. Prints both, and exits with 1 where they differ by more than the bar. Needs root and a
 * kernel with bbr and cubic: npx tsx scripts/bbr-against-kernel.ts [--seconds N] [--queues MS,MS]    (default: 60 s, 40,160)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sleep } from '../src/lib/clock.ts';
import { run } from '../src/lib/processes.ts';
import { TYPESCRIPT_ARGS } from '../src/lib/typescript-process.ts';
import type { LinksLine } from '../src/model/recording/sample-lines.ts';
import type { LinkProfile } from '../src/model/scenario/link-profile.ts';
import type { Topology } from '../src/model/scenario/network.ts';
import { openNetwork } from '../src/network/open-network.ts';
import { type Shared, shareBetweenModels } from './bench/share-between-models.ts';

const RATE_BPS = 10e6;
const RTT_MS = 40;
/** Time before the window, in which flows find their rates. */
const SETTLE_S = 10;
/** Packet, and the part of it that is TCP's payload, with timestamps. */
const PACKET_BYTES = 1500;
const PAYLOAD_BYTES = 1448;
const PORT = 7100;
/** Most that the shares of the line may differ, alone and beside CUBIC. */
const MOST_ALONE = 0.05;
const MOST_BESIDE = 0.15;

type Control = 'bbr' | 'cubic';
const HOSTS = { bbr: '10.77.0.1', cubic: '10.77.0.2' } as const;

function topologyOf(queueMs: number, seed: number): Topology {
  const plain = { delayMs: RTT_MS / 2, jitterMs: 0, loss: { type: 'none' } } as const;
  const line: LinkProfile = { ...plain, rateBps: RATE_BPS, queueMs };
  return {
    nodes: [
      ...Object.entries(HOSTS).map(([id, address]) => ({ id, role: 'origin' as const, address })),
      { id: 'viewer', role: 'viewer', address: '10.77.1.1' },
    ],
    links: [
      { id: 'line/out', segment: 'access', direction: 'out', profile: line, seed },
      { id: 'line/back', segment: 'access', direction: 'back', profile: plain, seed },
    ],
    routes: Object.keys(HOSTS).flatMap((id) => [
      { from: id, to: 'viewer', links: ['line/out'] },
      { from: 'viewer', to: id, links: ['line/back'] },
    ]),
  };
}

/** Lets the kernel's TCP send with each control at once. */
async function shareBetweenSockets(controls: readonly Control[], queueMs: number, seconds: number): Promise<Shared> {
  const lines: LinksLine[] = [];
  const network = await openNetwork(topologyOf(queueMs, 1), {
    ...{ backend: 'tun', signal: new AbortController().signal, onFailure: (error) => console.error(error) },
    onSecond: (line) => lines.push(line),
  });
  const children: ChildProcess[] = [];
  const start = (node: string, ...args: readonly (string | number)[]) => {
    const { command, args: enter } = network.enter(node);
    const script = fileURLToPath(new URL('./bench/tcp-peer.ts', import.meta.url));
    const words = [...enter, process.execPath, ...TYPESCRIPT_ARGS, script, ...args.map(String)];
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    if (child.stdout === null) throw new Error('no stdout');
    return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  try {
    for (const control of controls) {
      const namespace = basename(network.namespaceOf(control) ?? '');
      await run('ip', ['-n', namespace, ...`route change default dev eth0 congctl ${control}`.split(' ')]);
      await start(control, 'send', PORT).next();
    }
    const readers = controls.map((control) => start('viewer', 'receive', PORT, HOSTS[control], SETTLE_S, seconds));
    const bytes = await Promise.all(readers.map(async (reader) => Number((await reader.next()).value)));
    const within = lines.slice(-Math.round(seconds)).map(({ links }) => links[0]);
    const waits = within.map((link) => link?.queueDelayP50Ms ?? 0).sort((a, b) => a - b);
    const lost = within.reduce((sum, link) => sum + (link?.lostQueue ?? 0), 0);
    const sent = within.reduce((sum, link) => sum + (link?.inPackets ?? 0), 0);
    return {
      shares: bytes.map((each) => (each * (PACKET_BYTES / PAYLOAD_BYTES) * 8) / seconds / RATE_BPS),
      waitMs: waits[Math.floor(waits.length / 2)] ?? Number.NaN,
      lost: lost / sent,
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    await network.close();
    await sleep(100);
  }
}

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, queues: { type: 'string', default: '40,160' } },
});
const available = readFileSync('/proc/sys/net/ipv4/tcp_available_congestion_control', 'utf8').trim().split(/\s+/);
const missing = ['bbr', 'cubic'].filter((control) => !available.includes(control));
if (missing.length > 0) {
  console.error(`this kernel has no ${missing.join(' and no ')} (sudo modprobe tcp_bbr)`);
  process.exit(2);
}
const seconds = Number(values.seconds);
const shown = ({ shares, waitMs, lost }: Shared) =>
  `${shares.map((share) => `${(share * 100).toFixed(1)} %`).join(' : ')}, ${waitMs.toFixed(0)} ms, ${(lost * 100).toFixed(2)} %`;
console.log('flows, queue            kernel: shares of the line, packets wait (median), lost  |  models');
for (const queueMs of values.queues.split(',').map(Number))
  for (const controls of [['bbr'], ['bbr', 'cubic']] as const) {
    const kernel = await shareBetweenSockets(controls, queueMs, seconds);
    const model = shareBetweenModels(controls, {
      rateBps: RATE_BPS,
      rttMs: RTT_MS,
      queueMs,
      settleS: SETTLE_S,
      seconds,
    });
    const apart = Math.abs((kernel.shares[0] ?? 0) - (model.shares[0] ?? 0));
    const holds = apart <= (controls.length === 1 ? MOST_ALONE : MOST_BESIDE);
    if (!holds) process.exitCode = 1;
    const name = `${controls.join(' : ')}, ${queueMs} ms`.padEnd(22);
    console.log(`${name}  ${shown(kernel)}  |  ${shown(model)}  ${holds ? '' : 'APART'}`);
  }
