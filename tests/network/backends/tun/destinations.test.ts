import { describe, expect, it } from 'vitest';
import type { NetworkNode } from '../../../../src/model/scenario/network.ts';
import { Destinations } from '../../../../src/network/backends/tun/destinations.ts';
import { parseAddress } from '../../../../src/network/backends/tun/ipv4.ts';
import { refusedRanges } from '../../../../src/network/uplink/refused-ranges.ts';

const VIEWER: NetworkNode = { id: 'v', role: 'viewer', address: '10.77.1.1' };
const INTERNET: NetworkNode = { id: 'internet', role: 'internet', address: '10.77.0.3' };

const nodeFor = (nodes: readonly NetworkNode[], refused: readonly string[], address: string) =>
  new Destinations(nodes, refused).nodeFor(parseAddress(address));

describe('destinations', () => {
  it('are nodes by address, and nothing else without an internet node', () => {
    expect(nodeFor([INTERNET, VIEWER], ['10.0.0.0/8'], '10.77.1.1')).toBe(1);
    expect(nodeFor([INTERNET, VIEWER], ['10.0.0.0/8'], '10.77.0.3')).toBe(0);
    expect(nodeFor([VIEWER], [], '198.51.100.1')).toBeUndefined();
  });

  const MACHINE = ['203.0.113.7'];
  it.each([
    ['198.51.100.1', 'internet', 'internet'],
    ['1.1.1.1', 'internet', 'internet'],
    ['172.15.255.255', 'internet', 'internet'],
    ['172.16.0.0', undefined, 'internet'],
    ['172.31.255.255', undefined, 'internet'],
    ['172.32.0.0', 'internet', 'internet'],
    ['10.77.1.2', undefined, 'internet'],
    ['192.168.0.1', undefined, 'internet'],
    ['192.169.0.1', 'internet', 'internet'],
    ['100.64.0.1', undefined, 'internet'],
    ['100.127.255.255', undefined, 'internet'],
    ['100.128.0.0', 'internet', 'internet'],
    ['203.0.113.7', undefined, 'internet'],
    ['203.0.113.8', 'internet', 'internet'],
    ['169.254.169.254', undefined, undefined],
    ['127.0.0.1', undefined, undefined],
    ['0.1.2.3', undefined, undefined],
    ['224.0.0.251', undefined, undefined],
    ['255.255.255.255', undefined, undefined],
  ] as const)('%s leads to %s, and with the local network allowed to %s', (address, refused, allowed) => {
    const name = (index: number | undefined) => (index === 0 ? 'internet' : index);
    expect(name(nodeFor([INTERNET, VIEWER], refusedRanges('refused', MACHINE), address))).toBe(refused);
    expect(name(nodeFor([INTERNET, VIEWER], refusedRanges('allowed', MACHINE), address))).toBe(allowed);
  });

  it('refuses what is not a range', () => {
    expect(() => new Destinations([], ['10.0.0.0'])).toThrow('not a range of addresses: 10.0.0.0');
  });
});
