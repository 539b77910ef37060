import { describe, expect, it } from 'vitest';
import { checksum, headerFields, markPacket } from '../../../../src/network/backends/tun/ipv4.ts';
import { fragmentationNeeded } from '../../../../src/network/backends/tun/mtu-replies.ts';
import {
  flowOf,
  isEcnCapable,
  isL4s,
  isMarked,
  mustStayWhole,
} from '../../../../src/network/emulation/packet-header.ts';

interface Fields {
  readonly ecn?: number;
  readonly from?: number;
  readonly port?: number;
  readonly fragment?: number;
  readonly protocol?: number;
}

/** Builds an IPv4 packet from 10.77.0.`from` to 10.77.0.1 with 8 bytes of payload, at offset 4. */
function packet({ ecn = 0, from = 2, port = 5000, fragment = 0x4000, protocol = 17 }: Fields = {}): Buffer {
  const pool = Buffer.alloc(32);
  pool.set([0x45, 0xb8 | ecn, 0, 28, 0, 7], 4);
  pool.writeUInt16BE(fragment, 10);
  pool.set([64, protocol, 0, 0, 10, 77, 0, from, 10, 77, 0, 1], 12);
  pool.writeUInt16BE(port, 24);
  pool.writeUInt16BE(4000, 26);
  pool.writeUInt16BE(checksum(pool, 4, 20), 14);
  return pool;
}

const fieldsOf = (fields: Fields) => headerFields(packet(fields), 4, 28);

describe('what queues look at in a header', () => {
  it('is the flow: addresses, protocol and ports, but of fragments no ports', () => {
    const flows = [{}, { from: 3 }, { port: 5001 }, { protocol: 6 }].map((fields) => flowOf(fieldsOf(fields)));
    expect(new Set(flows).size).toBe(4);
    expect(flowOf(fieldsOf({ ecn: 1 }))).toBe(flows[0]);
    const [first, second] = [fieldsOf({ fragment: 0x2000 }), fieldsOf({ fragment: 0x2000, port: 5001 })];
    expect(flowOf(first)).toBe(flowOf(second));
  });

  it('is the ECN codepoint, and whether the packet may be fragmented', () => {
    expect([0, 1, 2, 3].map((ecn) => isEcnCapable(fieldsOf({ ecn })))).toEqual([false, true, true, true]);
    expect([0, 1, 2, 3].map((ecn) => isL4s(fieldsOf({ ecn })))).toEqual([false, true, false, false]);
    expect([0, 1, 2, 3].map((ecn) => isMarked(fieldsOf({ ecn })))).toEqual([false, false, false, true]);
    expect([0x4000, 0].map((fragment) => mustStayWhole(fieldsOf({ fragment })))).toEqual([true, false]);
  });
});

describe('markPacket', () => {
  it.each([1, 2, 3])('sets "congestion experienced" and keeps the checksum right: ECN %i', (ecn) => {
    const pool = packet({ ecn });
    markPacket(pool, 4);
    expect(pool[5]).toBe(0xbb);
    // A header with its checksum in it sums up to 0 (RFC 1071).
    expect(checksum(pool, 4, 20)).toBe(0);
  });
});

describe('fragmentationNeeded', () => {
  it('tells the sender the MTU, and quotes the packet', () => {
    const pool = packet();
    const reply = fragmentationNeeded(pool, 4, 1400) ?? Buffer.alloc(0);
    expect(reply.length).toBe(56);
    expect([...reply.subarray(16, 20)]).toEqual([10, 77, 0, 2]);
    expect([reply[20], reply[21], reply.readUInt16BE(26)]).toEqual([3, 4, 1400]);
    expect([checksum(reply, 0, 20), checksum(reply, 20, 36)]).toEqual([0, 0]);
    expect(reply.subarray(28).equals(pool.subarray(4, 32))).toBe(true);
  });

  it('answers no ICMP', () => {
    expect(fragmentationNeeded(packet({ protocol: 1 }), 4, 1400)).toBeUndefined();
  });
});
