import { expect, it } from 'vitest';
import { sleep } from '../../../../src/lib/clock.ts';
import { insideNamespace } from '../../../../src/network/linux/inside-namespace.ts';
import { KernelSocket } from '../../../../src/network/linux/kernel-socket.ts';
import { int32, setsockopt } from '../../../../src/network/linux/socket-calls.ts';
import { openNetwork } from '../../../../src/network/open-network.ts';
import { BACKENDS } from '../../../../src/network/registry.ts';
import { readPrivilege } from '../../../../src/network/user-namespace/privilege.ts';
import { IcmpListener, type IcmpSeen } from '../../support/icmp-listener.ts';
import { link, topology } from '../../support/profiles.ts';

const works = readPrivilege() === 'root' && (await BACKENDS.tun.probe()).works;
if (!works) process.stderr.write('\nSKIPPED: routers that answer are not tested here: needs root\n\n');

/** Constants of netinet/in.h. */
const [IPPROTO_IP, IP_TTL, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE] = [0, 2, 10, 3];
const ROUTER = '10.77.255.254';

/** Two viewers with an MTU of 1280 before a haul; the routers of the second answer nothing. */
const TOPOLOGY = topology(
  ['origin', 'v1', 'v2'],
  [
    ...[link('haul/out', { delayMs: 30 }), link('haul/back', { delayMs: 30 })],
    ...[link('v1/out', { delayMs: 10 }), link('v1/back', { delayMs: 10, mtuBytes: 1280 })],
    ...[link('v2/out', { delayMs: 10 }), link('v2/back', { delayMs: 10, mtuBytes: 1280, icmpSilent: true })],
  ],
  ['v1', 'v2'].flatMap((viewer) => [
    ['origin', viewer, 'haul/out', `${viewer}/out`],
    [viewer, 'origin', `${viewer}/back`, 'haul/back'],
  ]),
);

it.skipIf(!works)(
  'routers end packets whose TTL is used up and answer as late as their links are long, and say what is too large; or nothing',
  async () => {
    const network = await openNetwork(TOPOLOGY, {
      ...{ backend: 'tun', signal: new AbortController().signal, onSecond: () => {}, onFailure: () => {} },
    });
    const target = { address: network.addressOf('origin'), port: 9 };
    try {
      /** Sends one packet from a viewer, and returns what came back within 200 ms, with the ms it took. */
      const send = async (viewer: string, bytes: number, ttl: number): Promise<(IcmpSeen & { tookMs: number })[]> => {
        const inside = <T>(make: () => T) => insideNamespace(network.namespaceOf(viewer) ?? '', make);
        const listener = inside(() => new IcmpListener());
        const socket = inside(() => new KernelSocket(network.addressOf(viewer), 1 << 16));
        setsockopt(socket.fd, IPPROTO_IP, IP_TTL, int32(ttl), 4);
        setsockopt(socket.fd, IPPROTO_IP, IP_MTU_DISCOVER, int32(IP_PMTUDISC_PROBE), 4);
        const startMs = performance.now();
        socket.sender(target)(Buffer.alloc(bytes - 28));
        const seen: (IcmpSeen & { tookMs: number })[] = [];
        while (performance.now() - startMs < 200) {
          const tookMs = performance.now() - startMs;
          seen.push(...listener.take().map((each) => ({ ...each, tookMs })));
          await sleep(1);
        }
        listener.close();
        socket.close();
        return seen;
      };
      const [exceeded] = await send('v1', 100, 1);
      expect(exceeded).toMatchObject({ from: ROUTER, type: 11, code: 0, quotedTtl: 1 });
      expect(exceeded?.tookMs).toBeGreaterThanOrEqual(20);
      // The way to the origin and back would take 80 ms; a busy machine delays some answers, but not all.
      const least = async (tries: number, ms: number): Promise<number> =>
        tries === 0 || ms < 70 ? ms : least(tries - 1, (await send('v1', 100, 1))[0]?.tookMs ?? ms);
      expect(await least(5, exceeded?.tookMs ?? 200)).toBeLessThan(70);
      const [closed] = await send('v1', 100, 2);
      expect(closed).toMatchObject({ from: target.address, type: 3, code: 3, quotedTtl: 1 });
      expect(closed?.tookMs).toBeGreaterThanOrEqual(80);
      expect(await send('v1', 1281, 64)).toMatchObject([{ from: ROUTER, type: 3, code: 4, value: 1280 }]);
      expect(await send('v1', 1280, 64)).toMatchObject([{ from: target.address, type: 3, code: 3 }]);
      expect([await send('v2', 100, 1), await send('v2', 1281, 64)]).toEqual([[], []]);
    } finally {
      await network.close();
    }
  },
);
