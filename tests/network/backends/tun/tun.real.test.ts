import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../../../src/lib/clock.ts';
import { CannotMeasureError } from '../../../../src/lib/errors.ts';
import { TYPESCRIPT_ARGS } from '../../../../src/lib/typescript-process.ts';
import type { LinksLine } from '../../../../src/model/recording/sample-lines.ts';
import type { Topology } from '../../../../src/model/scenario/network.ts';
import type { ShapedNetwork } from '../../../../src/network/backend.ts';
import { listNamespaces } from '../../../../src/network/backends/namespaces/namespaces.ts';
import { ownPrefix } from '../../../../src/network/backends/namespaces/owner.ts';
import { EmulatedLink } from '../../../../src/network/emulation/link.ts';
import { openNetwork } from '../../../../src/network/open-network.ts';
import { BACKENDS } from '../../../../src/network/registry.ts';
import { sweepLeftovers } from '../../../../src/network/sweep-leftovers.ts';
import { link, topology } from '../../support/profiles.ts';

const probe = await BACKENDS.tun.probe();
if (!probe.works)
  process.stderr.write(`\nSKIPPED: nothing of the tun backend is tested here: ${probe.why}; ${probe.advice}\n\n`);

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const ours = () => listNamespaces().filter((name) => name.startsWith(ownPrefix()));

/** Reads state and parent, fields 3 and 4 of /proc/<pid>/stat; undefined when there is no such process. */
function statOf(pid: number): { state: string; parent: number } | undefined {
  try {
    const [state = '', parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Tells whether a process runs. A zombie does not: without a reaper for orphans it stays in the table. */
const isAlive = (pid: number) => (statOf(pid)?.state ?? 'Z') !== 'Z';

const childrenOf = (parent: number) =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent && isAlive(pid));

/** Returns the pids of the routers that this process started. */
const routers = () =>
  childrenOf(process.pid).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tun/router.ts'));

interface Opened {
  readonly network: ShapedNetwork;
  readonly seconds: LinksLine[];
  readonly failures: Error[];
}

const open: ShapedNetwork[] = [];
const children: ChildProcess[] = [];

async function openTopology(asked: Topology): Promise<Opened> {
  const seconds: LinksLine[] = [];
  const failures: Error[] = [];
  const network = await openNetwork(asked, {
    backend: 'tun',
    signal: new AbortController().signal,
    onSecond: (line) => seconds.push(line),
    onFailure: (error) => failures.push(error),
  });
  open.push(network);
  return { network, seconds, failures };
}

/** Starts a UDP peer on a node; each `next()` returns its next message. */
function startPeer(network: ShapedNetwork, node: string, ...args: readonly (string | number)[]) {
  const { command, args: enter } = network.enter(node);
  const child = spawn(command, [...enter, process.execPath, file('../../support/udp-peer.mjs'), ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return {
    async next(): Promise<unknown> {
      while (!text.includes('\n')) await once(child.stdout, 'data');
      const [line = '', ...rest] = text.split('\n');
      text = rest.join('\n');
      return JSON.parse(line);
    },
    end: () => child.stdin.end(),
  };
}

async function ping(network: ShapedNetwork, from: string, to: string, count: number, everyMs: number) {
  const peer = startPeer(network, from, 'ping', network.addressOf(to), 7000, count, everyMs, 400);
  return ((await peer.next()) as { roundTrips: [number, number][] }).roundTrips;
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const network of open.splice(0)) await network.close();
});

/** Builds a topology of two viewers at an origin; `out` leads to the viewer. */
function star(...links: ReturnType<typeof link>[]): Topology {
  return topology(['origin', 'v1', 'v2'], links, [
    ['origin', 'v1', 'v1/out'],
    ['v1', 'origin', 'v1/back'],
    ['origin', 'v2', 'v2/out'],
    ['v2', 'origin', 'v2/back'],
  ]);
}

describe.skipIf(!probe.works)('the tun backend', () => {
  it('gives each path the requested round-trip time', async () => {
    const { network } = await openTopology(
      star(
        link('v1/out', { delayMs: 30 }),
        link('v1/back', { delayMs: 70 }),
        link('v2/out', { delayMs: 10 }),
        link('v2/back', { delayMs: 10 }),
      ),
    );
    await startPeer(network, 'origin', 'echo', 7000).next();
    const [far, near] = await Promise.all([
      ping(network, 'v1', 'origin', 30, 20),
      ping(network, 'v2', 'origin', 30, 20),
    ]);
    // The minimum of 30: a busy machine delays some of them, but not all.
    for (const [roundTrips, askedMs] of [
      [far, 100],
      [near, 20],
    ] as const) {
      expect(roundTrips.length).toBe(30);
      const leastMs = Math.min(...roundTrips.map(([, ms]) => ms));
      expect(leastMs).toBeGreaterThanOrEqual(askedMs);
      expect(leastMs).toBeLessThan(askedMs + 3);
    }
  });

  it('loses exactly the packets that the seed determines, in the requested direction, and reports them', async () => {
    const lossy = link('v1/back', { loss: { type: 'random', lossFraction: 0.3 } }, 99);
    const { network, seconds } = await openTopology(star(link('v1/out'), lossy, link('v2/out'), link('v2/back')));
    await startPeer(network, 'origin', 'echo', 7000).next();
    const roundTrips = await ping(network, 'v1', 'origin', 200, 5);
    const twin = new EmulatedLink(lossy);
    const passed = Array.from({ length: 200 }, (_, n) => n).filter(() => twin.admit(0, 100) >= 0);
    expect(roundTrips.map(([n]) => n)).toEqual(passed);
    await sleep(1100);
    const total = (id: string, field: 'inPackets' | 'outPackets' | 'lostRandom') =>
      seconds.reduce((sum, { links }) => sum + (links.find((second) => second.link === id)?.[field] ?? 0), 0);
    expect(total('v1/back', 'inPackets')).toBe(200);
    expect(total('v1/back', 'lostRandom')).toBe(200 - passed.length);
    expect(total('v1/out', 'outPackets')).toBe(passed.length);
  });

  it("passes a bottleneck's rate, and reports its queue", async () => {
    const { network, seconds } = await openTopology(
      star(link('v1/out', { rateBps: 2e6, queueMs: 100 }), link('v1/back'), link('v2/out'), link('v2/back')),
    );
    const sink = startPeer(network, 'v1', 'sink', 7000);
    await sink.next();
    // 972 bytes + 28 bytes of headers, 5 every 10 ms, are 4 Mbps, for 2 s.
    startPeer(network, 'origin', 'flood', network.addressOf('v1'), 7000, 1000, 972, 5);
    await sleep(3000);
    sink.end();
    const { packets, spanMs } = (await sink.next()) as { packets: number; spanMs: number };
    // First and last arrival may each be some ms late on a busy machine, out of 2 s.
    expect(((packets - 1) * 8000) / (spanMs / 1000) / 2e6).toBeGreaterThan(0.96);
    expect(((packets - 1) * 8000) / (spanMs / 1000) / 2e6).toBeLessThan(1.04);
    const out = seconds.flatMap(({ links }) => links.filter(({ link: id }) => id === 'v1/out'));
    expect(Math.max(...out.map(({ queueDelayMaxMs }) => queueDelayMaxMs ?? 0))).toBeGreaterThan(90);
    expect(Math.max(...out.map(({ queueDelayMaxMs }) => queueDelayMaxMs ?? 0))).toBeLessThanOrEqual(100);
    expect(out.reduce((sum, second) => sum + second.lostQueue, 0)).toBe(1000 - packets);
  });

  it('delivers copies intact and corrupted packets not at all: the receiver’s checksum rejects them', async () => {
    const { network, seconds } = await openTopology(
      star(
        ...[link('v1/out', { duplicateFraction: 1, delayMs: 5 }), link('v1/back')],
        ...[link('v2/out', { corruptFraction: 1 }), link('v2/back')],
      ),
    );
    await startPeer(network, 'origin', 'echo', 7000).next();
    const [twice, never] = await Promise.all([
      ping(network, 'v1', 'origin', 20, 5),
      ping(network, 'v2', 'origin', 20, 5),
    ]);
    expect(twice.map(([n]) => n).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, n) => Math.floor(n / 2)),
    );
    expect(never).toEqual([]);
    await sleep(1100);
    const sum = (id: string, field: 'duplicated' | 'corrupted' | 'outPackets') =>
      seconds.reduce((total, { links }) => total + (links.find((second) => second.link === id)?.[field] ?? 0), 0);
    expect([sum('v1/out', 'duplicated'), sum('v1/out', 'outPackets')]).toEqual([20, 40]);
    expect([sum('v2/out', 'corrupted'), sum('v2/out', 'outPackets')]).toEqual([20, 20]);
  });

  it('starts the window’s weather on request: no step before, then all steps on time from there', async () => {
    const course = { delaySteps: [{ atMs: 0, delayMs: 60 }], blackouts: [{ fromMs: 1000, toMs: 60_000 }] };
    const { network } = await openTopology(
      star(link('v1/out', { delayMs: 10, ...course }), link('v1/back'), link('v2/out'), link('v2/back')),
    );
    await startPeer(network, 'origin', 'echo', 7000).next();
    const least = (roundTrips: readonly [number, number][]) => Math.min(...roundTrips.map(([, ms]) => ms));
    const before = await ping(network, 'v1', 'origin', 20, 10);
    expect(least(before)).toBeGreaterThanOrEqual(10);
    expect(least(before)).toBeLessThan(13);
    const pinging = ping(network, 'v1', 'origin', 150, 10);
    await network.openWindow();
    const after = await pinging;
    // The peer starts within some 0.1 s; packets pass in the second after the opening, then the blackout begins.
    expect(least(after)).toBeGreaterThanOrEqual(60);
    expect(least(after)).toBeLessThan(63);
    expect(after.length).toBeGreaterThan(30);
    expect(after.length).toBeLessThan(101);
    await network.openWindow();
    expect(await ping(network, 'v1', 'origin', 5, 10)).toEqual([]);
  });

  it('reports every second, with its own lateness, and counts unroutable packets separately', async () => {
    const { network, seconds } = await openTopology(
      star(...['v1/out', 'v1/back', 'v2/out', 'v2/back'].map((id) => link(id))),
    );
    await startPeer(network, 'origin', 'echo', 7000).next();
    startPeer(network, 'v2', 'flood', '192.0.2.1', 9, 7, 100, 7);
    startPeer(network, 'v2', 'flood', network.addressOf('v1'), 9, 4, 100, 4);
    await ping(network, 'v1', 'origin', 100, 25);
    expect(seconds.length).toBeGreaterThanOrEqual(2);
    const gaps = seconds.slice(1).map(({ atMs }, index) => atMs - (seconds[index]?.atMs ?? 0));
    for (const gap of gaps) expect(Math.abs(gap - 1000)).toBeLessThan(200);
    const sum = (pick: (line: LinksLine) => number) => seconds.reduce((total, line) => total + pick(line), 0);
    expect(sum(({ shaper }) => shaper.unroutable)).toBe(11);
    expect(sum(({ shaper }) => shaper.unaskedDrops ?? Number.NaN)).toBe(11);
    const busy = seconds.filter(({ shaper }) => shaper.packets > 0);
    for (const { shaper } of busy) expect(shaper.latenessP50Ms).toBeLessThanOrEqual(shaper.latenessMaxMs ?? 0);
  });

  it('builds eight viewers within 2 s, and removes everything within 1 s, even with a process inside', async () => {
    const viewers = Array.from({ length: 8 }, (_, n) => `v${n + 1}`);
    const routes = viewers.map((viewer) => ['origin', viewer, 'x']);
    const startMs = performance.now();
    const { network } = await openTopology(topology(['publisher', 'origin', ...viewers], [link('x')], routes));
    expect(performance.now() - startMs).toBeLessThan(2000);
    expect(ours().length).toBe(10);
    expect(routers().length).toBe(1);
    const { command, args } = network.enter('v8');
    const inside = spawn(command, [...args, 'sleep', '600'], { stdio: 'ignore' });
    await sleep(200);
    const closeMs = performance.now();
    await network.close();
    expect(performance.now() - closeMs).toBeLessThan(1000);
    expect([ours(), routers()]).toEqual([[], []]);
    expect(inside.signalCode ?? (await once(inside, 'exit'))[1]).toBe('SIGKILL');
    await network.close();
  });

  it('leaves nothing behind when aborted while opening, and throws the reason', async () => {
    const abort = new AbortController();
    const opening = openNetwork(topology(['a', 'b'], [link('x')], [['a', 'b', 'x']]), {
      ...{ backend: 'tun', signal: abort.signal, onSecond: () => {}, onFailure: () => {} },
    });
    setTimeout(() => abort.abort(new Error('changed my mind')), 100);
    await expect(opening).rejects.toThrow('changed my mind');
    expect([ours(), routers()]).toEqual([[], []]);
  });

  it('leaves nothing behind when it cannot be built, and says why', async () => {
    const impossible = topology(['a', 'b'], [], [['a', 'b', 'missing']]);
    const opening = openNetwork(impossible, {
      ...{ backend: 'tun', signal: new AbortController().signal, onSecond: () => {}, onFailure: () => {} },
    });
    await expect(opening).rejects.toThrow(CannotMeasureError);
    await expect(opening).rejects.toThrow('a route names missing');
    expect([ours(), routers()]).toEqual([[], []]);
  });

  it('reports the death of the router', async () => {
    const { network, failures } = await openTopology(topology(['a', 'b'], [link('x')], [['a', 'b', 'x']]));
    for (const pid of routers()) process.kill(pid, 'SIGKILL');
    await expect.poll(() => failures.map(({ message }) => message)).toEqual([expect.stringContaining('SIGKILL')]);
    await network.close();
    expect(ours()).toEqual([]);
  });

  it('removes what a killed run left behind, and leaves a running one alone', async () => {
    const { network } = await openTopology(topology(['a', 'b'], [link('x')], [['a', 'b', 'x']]));
    const other = spawn(process.execPath, [...TYPESCRIPT_ARGS, file('./open-and-wait.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(other);
    const [line] = (await once(other.stdout, 'data')) as [Buffer];
    const { namespace, inside } = JSON.parse(line.toString()) as { namespace: string; inside: number };
    expect(listNamespaces()).toContain(namespace);
    const theirs = [inside, ...childrenOf(other.pid ?? 0)];
    expect(theirs.length).toBeGreaterThan(2);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const removed = await sweepLeftovers();
    expect(removed).toEqual(
      expect.arrayContaining([`namespace ${namespace}`, expect.stringContaining(`process ${inside} `)]),
    );
    expect(listNamespaces()).not.toContain(namespace);
    await expect.poll(() => theirs.filter(isAlive)).toEqual([]);
    expect(listNamespaces()).toContain(basename(network.namespaceOf('a') ?? ''));
    expect(await sweepLeftovers()).toEqual([]);
  });
});
