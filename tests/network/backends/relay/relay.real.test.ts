import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { sleep } from '../../../../src/lib/clock.ts';
import { CannotMeasureError } from '../../../../src/lib/errors.ts';
import type { LinksLine } from '../../../../src/model/recording/sample-lines.ts';
import type { Topology } from '../../../../src/model/scenario/network.ts';
import type { Endpoint, ShapedNetwork } from '../../../../src/network/backend.ts';
import { chooseBackend } from '../../../../src/network/choose-backend.ts';
import { EmulatedLink } from '../../../../src/network/emulation/link.ts';
import { openNetwork } from '../../../../src/network/open-network.ts';
import { link, topology } from '../../support/profiles.ts';
import { closeSockets, openSocket, ping, startEcho } from './relay-lab.ts';

/** Payload of a ping. */
const HEADER_BYTES = 28;

/** Returns the relays that this process started; on Linux only. */
const relays = () =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
        const isOurs = Number(parent) === process.pid && state !== 'Z';
        return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('run-relay.ts');
      } catch {
        return false;
      }
    });

interface Opened {
  readonly network: ShapedNetwork;
  readonly seconds: LinksLine[];
  readonly failures: Error[];
}

const open: ShapedNetwork[] = [];

async function openTopology(asked: Topology): Promise<Opened> {
  const seconds: LinksLine[] = [];
  const failures: Error[] = [];
  const network = await openNetwork(asked, {
    backend: 'relay',
    signal: new AbortController().signal,
    onSecond: (line) => seconds.push(line),
    onFailure: (error) => failures.push(error),
  });
  open.push(network);
  return { network, seconds, failures };
}

afterEach(async () => {
  closeSockets();
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
const idle = ['v1/out', 'v1/back', 'v2/out', 'v2/back'].map((id) => link(id));
const least = (roundTrips: readonly [number, number][]) => Math.min(...roundTrips.map(([, ms]) => ms));
type Count = 'inPackets' | 'outPackets' | 'inBytes' | 'lostRandom' | 'lostQueue' | 'duplicated' | 'corrupted';
const total = (seconds: readonly LinksLine[], id: string, field: Count) =>
  seconds.reduce((sum, { links }) => sum + (links.find((second) => second.link === id)?.[field] ?? 0), 0);

describe('the relay backend', () => {
  it('gives each path the requested round-trip time', async () => {
    const { network } = await openTopology(
      star(
        ...[link('v1/out', { delayMs: 30 }), link('v1/back', { delayMs: 70 })],
        ...[link('v2/out', { delayMs: 10 }), link('v2/back', { delayMs: 10 })],
      ),
    );
    const echo = await startEcho();
    const [far, near] = await Promise.all([
      ping(await network.reach('v1', echo), 30, 20),
      ping(await network.reach('v2', echo), 30, 20),
    ]);
    // The minimum of 30: a busy machine delays some of them, but not all.
    for (const [roundTrips, askedMs] of [
      [far, 100],
      [near, 20],
    ] as const) {
      expect(roundTrips.length).toBe(30);
      expect(least(roundTrips)).toBeGreaterThanOrEqual(askedMs);
      expect(least(roundTrips)).toBeLessThan(askedMs + 3);
    }
  });

  it('does the same with Node’s own sockets, without the C library', async () => {
    vi.stubEnv('LONGHAUL_RELAY_WIRE', 'dgram');
    onTestFinished(() => void vi.unstubAllEnvs());
    const lossy = link('v1/back', { delayMs: 20, loss: { type: 'random', lossFraction: 0.3 } }, 99);
    const { network } = await openTopology(
      star(link('v1/out', { delayMs: 30 }), lossy, link('v2/out'), link('v2/back')),
    );
    expect(network.backend.detail.wire).toBe('dgram');
    const roundTrips = await ping(await network.reach('v1', await startEcho()), 100, 5);
    const twin = new EmulatedLink(lossy);
    expect(roundTrips.map(([n]) => n)).toEqual(
      Array.from({ length: 100 }, (_, n) => n).filter(() => twin.admit(0, 100) >= 0),
    );
    expect(least(roundTrips)).toBeGreaterThanOrEqual(50);
    expect(least(roundTrips)).toBeLessThan(53);
  });

  it('loses exactly the packets that the seed determines, in the requested direction, and counts them as IP packets', async () => {
    const lossy = link('v1/back', { loss: { type: 'random', lossFraction: 0.3 } }, 99);
    const { network, seconds } = await openTopology(star(link('v1/out'), lossy, link('v2/out'), link('v2/back')));
    const target = await startEcho();
    const sender = await openSocket();
    const sent = Array.from({ length: 200 }, (_, n) => Buffer.alloc(100, n));
    const back: number[] = [];
    sender.on('message', (message) => back.push(message[0] ?? -1));
    const at = await network.reach('v1', target);
    for (const packet of sent) {
      sender.send(packet, at.port, at.address);
      await sleep(2);
    }
    const twin = new EmulatedLink(lossy);
    const passed = sent.map((_, n) => n).filter(() => twin.admit(0, 128) >= 0);
    await sleep(1300);
    expect(back).toEqual(passed);
    expect(total(seconds, 'v1/back', 'inPackets')).toBe(200);
    expect(total(seconds, 'v1/back', 'inBytes')).toBe(200 * (100 + HEADER_BYTES));
    expect(total(seconds, 'v1/back', 'lostRandom')).toBe(200 - passed.length);
    expect(total(seconds, 'v1/out', 'outPackets')).toBe(passed.length);
    expect(seconds.reduce((sum, { shaper }) => sum + (shaper.unaskedDrops ?? Number.NaN), 0)).toBe(0);
  });

  it("passes a bottleneck's rate, and reports its queue", async () => {
    const narrow = link('v1/back', { rateBps: 2e6, queueMs: 100 });
    const { network, seconds } = await openTopology(star(link('v1/out'), narrow, link('v2/out'), link('v2/back')));
    const sink = await openSocket();
    const arrivedMs: number[] = [];
    sink.on('message', () => arrivedMs.push(performance.now()));
    const sender = await openSocket();
    const at = await network.reach('v1', { address: '127.0.0.1', port: sink.address().port });
    // 972 bytes + 28 bytes of headers, at 4 Mbps for 2 s.
    const begun = performance.now();
    for (let n = 0; n < 1000; n++) {
      sender.send(Buffer.alloc(972), at.port, at.address);
      if (n % 5 === 4) await sleep(Math.max(0, begun + n * 2 - performance.now()));
    }
    await sleep(1500);
    const spanS = ((arrivedMs.at(-1) ?? 0) - (arrivedMs[0] ?? 0)) / 1000;
    // First and last arrival may each be some ms late on a busy machine, out of 2 s.
    const share = ((arrivedMs.length - 1) * 8000) / spanS / 2e6;
    expect(share).toBeGreaterThan(0.96);
    expect(share).toBeLessThan(1.04);
    const waits = seconds.flatMap(({ links }) =>
      links.filter(({ link: id }) => id === 'v1/back').map(({ queueDelayMaxMs }) => queueDelayMaxMs ?? 0),
    );
    expect(Math.max(...waits)).toBeGreaterThan(90);
    expect(Math.max(...waits)).toBeLessThanOrEqual(100);
    expect(total(seconds, 'v1/back', 'lostQueue')).toBe(1000 - arrivedMs.length);
  });

  it('delivers copies intact and corrupted packets not at all, as a checksum would reject them', async () => {
    const { network, seconds } = await openTopology(
      star(
        ...[link('v1/out', { duplicateFraction: 1, delayMs: 5 }), link('v1/back')],
        ...[link('v2/out', { corruptFraction: 1 }), link('v2/back')],
      ),
    );
    const echo = await startEcho();
    const [twice, never] = await Promise.all([
      ping(await network.reach('v1', echo), 20, 5),
      ping(await network.reach('v2', echo), 20, 5),
    ]);
    expect(twice.map(([n]) => n).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, n) => Math.floor(n / 2)),
    );
    expect(never).toEqual([]);
    await sleep(1100);
    expect([total(seconds, 'v1/out', 'duplicated'), total(seconds, 'v1/out', 'outPackets')]).toEqual([20, 40]);
    expect([total(seconds, 'v2/out', 'corrupted'), total(seconds, 'v2/out', 'outPackets')]).toEqual([20, 20]);
  });

  it('starts the window’s weather on request: no step before, then all steps on time from there', async () => {
    const course = { delaySteps: [{ atMs: 0, delayMs: 60 }], blackouts: [{ fromMs: 1000, toMs: 60_000 }] };
    const { network } = await openTopology(
      star(link('v1/out', { delayMs: 10, ...course }), link('v1/back'), link('v2/out'), link('v2/back')),
    );
    const at = await network.reach('v1', await startEcho());
    const before = await ping(at, 20, 10);
    expect(least(before)).toBeGreaterThanOrEqual(10);
    expect(least(before)).toBeLessThan(13);
    await network.openWindow();
    const after = await ping(at, 150, 10);
    expect(least(after)).toBeGreaterThanOrEqual(60);
    expect(least(after)).toBeLessThan(63);
    // 1 s of pings, one every 10 ms, which a busy machine sends later.
    expect(after.length).toBeGreaterThan(30);
    expect(after.length).toBeLessThan(101);
    await network.openWindow();
    expect(await ping(at, 5, 10)).toEqual([]);
  });

  it('separates clients: each has its own socket at the target, and receives only its own answers', async () => {
    const { network } = await openTopology(star(...idle));
    const target = await openSocket();
    const from = new Set<number>();
    target.on('message', (message, { port, address }) => {
      from.add(port);
      target.send(message, port, address);
    });
    const at = await network.reach('v1', { address: '127.0.0.1', port: target.address().port });
    const heard = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const socket = await openSocket();
        const said: string[] = [];
        socket.on('message', (message) => said.push(message.toString()));
        socket.send(name, at.port, at.address);
        await sleep(200);
        return said;
      }),
    );
    expect(heard).toEqual([['a'], ['b'], ['c']]);
    expect(from.size).toBe(3);
    expect(await network.reach('v1', { address: '127.0.0.1', port: target.address().port })).toEqual(at);
  });

  it('forwards to a client only what the target sends', async () => {
    const { network } = await openTopology(star(...idle));
    const target = await openSocket();
    const client = await openSocket();
    const heard: string[] = [];
    client.on('message', (message) => heard.push(message.toString()));
    const at = await network.reach('v1', { address: '127.0.0.1', port: target.address().port });
    const seen = new Promise<Endpoint>((resolve) => target.once('message', (_, from) => resolve(from)));
    client.send('hello', at.port, at.address);
    const relay = await seen;
    (await openSocket()).send('past the relay', relay.port, relay.address);
    target.send('answer', relay.port, relay.address);
    await sleep(200);
    expect(heard).toEqual(['answer']);
  });

  it('delays signalling by the path, and lets no media address past it', async () => {
    const slow = [link('v1/out', { delayMs: 40 }), link('v1/back', { delayMs: 60 })];
    const { network } = await openTopology(star(...slow, link('v2/out'), link('v2/back')));
    const requests: { method: string; url: string; body: string; token: string | undefined }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        requests.push({ method, url, body, token: headers.authorization });
        if (method === 'DELETE') return response.writeHead(200).end();
        const answer = 'v=0\r\na=candidate:1 1 udp 1 127.0.0.1 40000 typ host\r\n';
        response.writeHead(201, { 'Content-Type': 'application/sdp', Location: '/session/7', ETag: '"x"' }).end(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    const url = await network.urlFor('v1', `http://127.0.0.1:${port}/whep/live?viewer=v1`);
    expect(await network.urlFor('v1', `http://127.0.0.1:${port}/whip/live`)).toContain(new URL(url).origin);

    const offer = 'v=0\r\na=candidate:9 1 udp 1 127.0.0.1 50000 typ host\r\n';
    const headers = { 'Content-Type': 'application/sdp', Authorization: 'Bearer t' };
    const begun = performance.now();
    const response = await fetch(url, { method: 'POST', headers, body: offer });
    const text = await response.text();
    const tookMs = performance.now() - begun;
    // One round trip to connect and one for the exchange; a busy machine delays both.
    expect(tookMs).toBeGreaterThanOrEqual(200);
    expect(tookMs).toBeLessThan(500);
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"x"');
    const relayed = await network.reach('v1', { address: '127.0.0.1', port: 40_000 });
    expect(text).toBe(`v=0\r\na=candidate:1 1 udp 1 127.0.0.1 ${relayed.port} typ host\r\n`);
    const location = new URL(response.headers.get('location') ?? '', response.url);
    expect(location.origin).toBe(new URL(url).origin);
    expect((await fetch(location, { method: 'DELETE' })).status).toBe(200);
    expect(requests).toEqual([
      { method: 'POST', url: '/whep/live?viewer=v1', body: 'v=0\r\n', token: 'Bearer t' },
      { method: 'DELETE', url: '/session/7', body: '', token: undefined },
    ]);
  });

  it('tells the node when no server is behind the front', async () => {
    const { network } = await openTopology(star(...idle));
    const closed = await openSocket();
    const url = await network.urlFor('v1', `http://127.0.0.1:${closed.address().port}/whep/live`);
    const response = await fetch(url, { method: 'POST', body: '' });
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('ECONNREFUSED');
  });

  it('reports every second, with its own lateness', async () => {
    const { network, seconds } = await openTopology(star(...idle));
    await ping(await network.reach('v1', await startEcho()), 100, 25);
    expect(seconds.length).toBeGreaterThanOrEqual(2);
    const gaps = seconds.slice(1).map(({ atMs }, index) => atMs - (seconds[index]?.atMs ?? 0));
    for (const gap of gaps) expect(Math.abs(gap - 1000)).toBeLessThan(200);
    const busy = seconds.filter(({ shaper }) => shaper.packets > 0);
    expect(busy.length).toBeGreaterThanOrEqual(2);
    for (const { shaper } of busy) expect(shaper.latenessP50Ms).toBeLessThanOrEqual(shaper.latenessMaxMs ?? 0);
  });

  it('leaves no process and no port behind', async () => {
    const { network } = await openTopology(star(...idle));
    const at = await network.reach('v1', await startEcho());
    const front = await network.urlFor('v1', `http://127.0.0.1:${at.port}/`);
    expect(relays().length).toBe(1);
    const closeMs = performance.now();
    await network.close();
    expect(performance.now() - closeMs).toBeLessThan(1000);
    expect(relays()).toEqual([]);
    expect(await ping(at, 3, 5, 100)).toEqual([]);
    await expect(fetch(front)).rejects.toThrow('fetch failed');
    await network.close();
  });

  it('leaves nothing behind when aborted while opening, and throws the reason', async () => {
    const abort = new AbortController();
    const opening = openNetwork(star(...idle), {
      ...{ backend: 'relay', signal: abort.signal, onSecond: () => {}, onFailure: () => {} },
    });
    setTimeout(() => abort.abort(new Error('changed my mind')), 100);
    await expect(opening).rejects.toThrow('changed my mind');
    expect(relays()).toEqual([]);
  });

  it('leaves nothing behind when it cannot be built, and says why', async () => {
    const opening = openTopology(topology(['a', 'b'], [], [['a', 'b', 'missing']]));
    await expect(opening).rejects.toThrow(CannotMeasureError);
    await expect(opening).rejects.toThrow('a route names missing');
    expect(relays()).toEqual([]);
  });

  it('reports the death of the relay', async () => {
    const { failures } = await openTopology(star(...idle));
    for (const pid of relays()) process.kill(pid, 'SIGKILL');
    await expect.poll(() => failures.map(({ message }) => message)).toEqual([expect.stringContaining('SIGKILL')]);
  });

  it('is refused if a command must run inside', async () => {
    const choice = chooseBackend('relay', { topology: star(...idle), anyCommand: true });
    await expect(choice).rejects.toThrow(/cannot run any command on a host/);
  });
});
