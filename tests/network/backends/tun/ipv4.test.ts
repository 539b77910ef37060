import { describe, expect, it } from 'vitest';
import { destinationAddress, isIpv4, parseAddress } from '../../../../src/network/backends/tun/ipv4.ts';

describe('ipv4', () => {
  const packet = Buffer.alloc(64);
  // A header without options at offset 8: version 4, length 5 words, to 203.0.113.250.
  packet[8] = 0x45;
  packet.set([203, 0, 113, 250], 8 + 16);

  it('reads the destination of a packet in the pool as the number that its text parses to', () => {
    expect(isIpv4(packet, 8, 28)).toBe(true);
    expect(destinationAddress(packet, 8)).toBe(parseAddress('203.0.113.250'));
    expect(parseAddress('203.0.113.250')).toBe(0xcb0071fa);
  });

  it('rejects IPv6 and truncated headers', () => {
    expect(isIpv4(Buffer.alloc(64, 0x60), 0, 40)).toBe(false);
    expect(isIpv4(packet, 8, 19)).toBe(false);
  });

  it.each(['10.77.0', '10.77.0.256', '10.77.0.x', '10.77.0.1.2'])('refuses %s', (text) => {
    expect(() => parseAddress(text)).toThrow(text);
  });
});
