import { describe, expect, it } from 'vitest';
import {
  fragmentationNeeded,
  ICMP_ERROR_BYTES,
  TIME_EXCEEDED,
  writeIcmpError,
} from '../../../../src/network/backends/tun/icmp.ts';
import { checksum, headerFields, lowerTtl, markPacket } from '../../../../src/network/backends/tun/ipv4.ts';
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

describe('lowerTtl', () => {
  it('lowers the TTL and keeps the checksum right', () => {
    const pool = packet();
    lowerTtl(pool, 4, 63);
    expect([pool[12], checksum(pool, 4, 20)]).toEqual([1, 0]);
  });
});

describe('an ICMP error', () => {
  it('tells the sender the MTU, and quotes the packet', () => {
    const pool = packet();
    const reply = Buffer.alloc(ICMP_ERROR_BYTES, 0xff);
    expect(writeIcmpError(pool, 4, fragmentationNeeded(1400), reply)).toBe(true);
    expect(reply.length).toBe(56);
    expect([...reply.subarray(16, 20)]).toEqual([10, 77, 0, 2]);
    expect([reply[20], reply[21], reply.readUInt16BE(26)]).toEqual([3, 4, 1400]);
    expect([checksum(reply, 0, 20), checksum(reply, 20, 36)]).toEqual([0, 0]);
    expect(reply.subarray(28).equals(pool.subarray(4, 32))).toBe(true);
  });

  it('may take the place of the packet', () => {
    const pool = Buffer.concat([packet(), Buffer.alloc(64)]);
    expect(writeIcmpError(pool, 4, TIME_EXCEEDED, pool, 4)).toBe(true);
    expect([pool[24], pool[25], pool.readUInt32BE(28)]).toEqual([11, 0, 0]);
    expect([...pool.subarray(16, 24)]).toEqual([10, 77, 255, 254, 10, 77, 0, 2]);
    expect([checksum(pool, 4, 20), checksum(pool, 24, 36)]).toEqual([0, 0]);
    expect(pool.subarray(32, 60).equals(packet().subarray(4, 32))).toBe(true);
  });

  it('answers no ICMP but an echo request, and no later fragment', () => {
    const answers = (pool: Buffer) => writeIcmpError(pool, 4, TIME_EXCEEDED, Buffer.alloc(ICMP_ERROR_BYTES));
    const icmp = (type: number) => {
      const pool = packet({ protocol: 1 });
      pool[24] = type;
      return pool;
    };
    expect([icmp(8), icmp(11), icmp(3), packet({ fragment: 185 }), packet({ fragment: 0x2000 })].map(answers)).toEqual([
      ...[true, false, false, false, true],
    ]);
  });
});
