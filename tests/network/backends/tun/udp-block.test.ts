import { describe, expect, it } from 'vitest';
import type { LinkSecond } from '../../../../src/model/recording/link-second.ts';
import type { Link } from '../../../../src/model/scenario/network.ts';
import { UdpBlock } from '../../../../src/network/backends/tun/udp-block.ts';
import { encodeProbe } from '../../../../src/network/probing/probe-packet.ts';

const [UDP, TCP, ICMP] = [17, 6, 1];
const profile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } } as const;
const link = (id: string, udpBlocked: boolean): Link => ({
  ...{ id, segment: 'access', direction: 'out', seed: 1 },
  profile: { ...profile, ...(udpBlocked && { udpBlocked: true }) },
});
const TOPOLOGY = {
  links: [link('haul/out', false), link('access/out', true), link('access/back', true)],
  routes: [
    { from: 'origin', to: 'v', links: ['haul/out', 'access/out'] },
    { from: 'v', to: 'origin', links: ['access/back', 'haul/out'] },
    { from: 'origin', to: 'w', links: ['haul/out'] },
  ],
};
const [TO_VIEWER, FROM_VIEWER, TO_OTHER] = [0, 1, 2];

/** Builds an IPv4 packet at offset 2. */
function packet(
  protocol: number,
  { port = 5000, fragment = 0, payload = Buffer.alloc(4) }: { port?: number; fragment?: number; payload?: Buffer } = {},
): Buffer {
  const memory = Buffer.alloc(30);
  memory.set([0x45, 0, 0, 28 + payload.length], 2);
  memory.writeUInt16BE(fragment, 8);
  memory[11] = protocol;
  memory.writeUInt16BE(40_000, 22);
  memory.writeUInt16BE(port, 24);
  return Buffer.concat([memory, payload]);
}

const second = (id: string): LinkSecond => ({
  ...{ link: id, inPackets: 0, inBytes: 0, outPackets: 0, outBytes: 0, lostRandom: 0, lostBurst: 0, lostQueue: 0 },
});

describe('a link on which UDP is blocked', () => {
  const block = new UdpBlock(TOPOLOGY);
  const refuses = (route: number, bytes: Buffer) => block.refuses(route, bytes, 2, bytes.length - 2);

  it.each([
    ['UDP to the viewer', TO_VIEWER, packet(UDP), true],
    ['UDP from the viewer', FROM_VIEWER, packet(UDP), true],
    ['a later fragment of UDP, whatever its bytes say', TO_VIEWER, packet(UDP, { port: 53, fragment: 10 }), true],
    ['TCP', TO_VIEWER, packet(TCP), false],
    ['ICMP', TO_VIEWER, packet(ICMP), false],
    ['a question about a name', FROM_VIEWER, packet(UDP, { port: 53 }), false],
    ['our own probe', TO_VIEWER, packet(UDP, { payload: encodeProbe({ kind: 'probe', serial: 7 }) }), false],
    ['our greeting', FROM_VIEWER, packet(UDP, { payload: encodeProbe({ kind: 'hello' }) }), false],
    ['UDP of somebody whose way it is not', TO_OTHER, packet(UDP), false],
  ])('given %s on route %i, refuses it: %4$s', (_, route, bytes, refused) => {
    expect(refuses(route, bytes)).toBe(refused);
  });

  it('counts what it refused on the first such link of the way, second by second', () => {
    const seconds = TOPOLOGY.links.map(({ id }) => second(id));
    block.addTo(seconds);
    for (let n = 0; n < 3; n++) refuses(TO_VIEWER, packet(UDP));
    refuses(FROM_VIEWER, packet(UDP));
    const counts = () => block.addTo(seconds).map(({ udpBlocked }) => udpBlocked);
    expect(counts()).toEqual([undefined, 3, 1]);
    expect(counts()).toEqual([undefined, 0, 0]);
  });

  it('is nothing that a topology without one pays for', () => {
    expect(block.isUsed).toBe(true);
    expect(new UdpBlock({ links: [link('haul/out', false)], routes: [] }).isUsed).toBe(false);
  });
});
