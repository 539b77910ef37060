import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../../src/lib/clock.ts';
import type { LinksLine } from '../../../src/model/recording/sample-lines.ts';
import { openNetwork } from '../../../src/network/open-network.ts';
import { BACKENDS } from '../../../src/network/registry.ts';
import { link, topology } from '../support/profiles.ts';
import { readPcapng } from './read-pcapng.ts';

const probe = await BACKENDS.tun.probe();
if (!probe.works)
  process.stderr.write(`\nSKIPPED: no capture is tested for real here: ${probe.why}; ${probe.advice}\n\n`);

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const PEER = fileURLToPath(new URL('../support/udp-peer.mjs', import.meta.url));
/**
 * Load of 500 packets of 1000 bytes in 1 s; a fifth is lost at random, and half of the load of a narrow link in its queue.
 */
const PACKETS = 500;
const LINKS = [
  link('x/out', { delayMs: 20, loss: { type: 'random', lossFraction: 0.2 } }, 5),
  link('y/out', { rateBps: 2e6, queueMs: 30 }),
];

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

/** Returns the capture of the flooded host, and the links' counts of the same packets. */
async function flood(end: (close: () => Promise<void>) => Promise<void>) {
  const directory = mkdtempSync(join(tmpdir(), 'longhaul-capture-'));
  made.push(directory);
  const seconds: LinksLine[] = [];
  const network = await openNetwork(topology(['o', 'v'], LINKS, [['o', 'v', 'x/out', 'y/out']]), {
    ...{ backend: 'tun', captureTo: directory, signal: new AbortController().signal, onFailure: () => {} },
    onSecond: (line) => seconds.push(line),
  });
  try {
    const { command, args } = network.enter('o');
    const sent = spawnSync(command, [
      ...[...args, process.execPath, PEER, 'flood', network.addressOf('v'), '9', String(PACKETS), '972', '5'],
    ]);
    expect(sent.status).toBe(0);
    await sleep(1200);
    await end(() => network.close());
  } finally {
    await network.close();
  }
  const sum = (id: string, field: 'inPackets' | 'lostRandom' | 'lostQueue' | 'outPackets') =>
    seconds.reduce((total, { links }) => total + (links.find((second) => second.link === id)?.[field] ?? 0), 0);
  return { path: join(directory, 'v.pcapng'), sum };
}

const udpFrom = (address: string) => (packet: { readonly data: Buffer }) =>
  packet.data[9] === 17 && packet.data.subarray(12, 16).join('.') === address;

describe.skipIf(!probe.works)('a capture of the tun backend', () => {
  it('contains every packet at both ends and every loss with its cause, as the links counted them', async () => {
    const { path, sum } = await flood((close) => close());
    const { packets, endings } = readPcapng(readFileSync(path));
    const media = packets.filter(udpFrom('10.77.0.1'));
    const on = (name: string) => media.filter((packet) => packet.on === name);
    const lost = (comment: string) => on('lost').filter(({ comments }) => comments.includes(comment)).length;
    expect(on('origin').length).toBe(PACKETS);
    expect(lost('dropped by x/out: random loss')).toBe(sum('x/out', 'lostRandom'));
    expect(lost('dropped by y/out: queue')).toBe(sum('y/out', 'lostQueue'));
    expect(on('viewer').length).toBe(sum('y/out', 'outPackets'));
    expect(on('viewer').length + on('lost').length).toBe(PACKETS);
    expect(Math.min(lost('dropped by x/out: random loss'), lost('dropped by y/out: queue'))).toBeGreaterThan(50);
    expect(endings).toEqual([{ comment: 'ends here: the network was closed', lost: 0 }]);
    for (const { bytes, data } of media) expect([bytes, data.length]).toEqual([1000, 256]);
    // Timestamps are wall time, 20 ms apart between the first packet's sending and arrival.
    const [first, arrival] = [on('origin'), on('viewer')].map(([packet]) => Number(packet?.atNs ?? 0n) / 1e6);
    expect(Math.abs((first ?? 0) - Date.now())).toBeLessThan(60_000);
    expect((arrival ?? 0) - (first ?? 0)).toBeGreaterThan(20);
    if (!hasTshark) return;
    const read = spawnSync('tshark', ['-r', path, '-Y', 'frame.comment contains "queue"'], { encoding: 'utf8' });
    expect(read.status).toBe(0);
    expect(read.stdout.trim().split('\n').length).toBe(sum('y/out', 'lostQueue'));
  });

  it('is complete up to the last flush when the router is killed', async () => {
    const { path } = await flood(async () => {
      const router = readdirSync('/proc').find((pid) => isRouterOfOurs(pid));
      process.kill(Number(router), 'SIGKILL');
      await sleep(100);
    });
    const { packets, endings } = readPcapng(readFileSync(path));
    expect(packets.filter(udpFrom('10.77.0.1')).filter(({ on }) => on === 'origin').length).toBe(PACKETS);
    expect(endings).toEqual([]);
  });
});

function isRouterOfOurs(pid: string): boolean {
  try {
    const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
    return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tun/router.ts');
  } catch {
    return false;
  }
}
