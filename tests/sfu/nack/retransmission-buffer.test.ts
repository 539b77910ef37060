import { describe, expect, it } from 'vitest';
import { RETRANSMISSION_BUFFER_PACKETS, RetransmissionBuffer } from '../../../src/sfu/nack/retransmission-buffer.ts';

describe('RetransmissionBuffer', () => {
  it('keeps the last 2048 packets', () => {
    const buffer = new RetransmissionBuffer<string>();
    buffer.put(65_535, 'last', 5);
    buffer.put(0, 'first', 6);
    expect(buffer.get(65_535)).toMatchObject({ packet: 'last', sentMs: 5, retransmittedMs: undefined });
    expect(buffer.get(0)?.packet).toBe('first');
    buffer.put(RETRANSMISSION_BUFFER_PACKETS, 'newer', 7);
    expect(buffer.get(0)).toBeUndefined();
    expect(buffer.get(RETRANSMISSION_BUFFER_PACKETS)?.packet).toBe('newer');
    expect(buffer.get(77)).toBeUndefined();
  });

  it('knows of a packet nothing of the one whose place it took', () => {
    const buffer = new RetransmissionBuffer<string>();
    buffer.put(1, 'old', 5);
    const old = buffer.get(1);
    if (old !== undefined) old.retransmittedMs = 6;
    buffer.put(1 + RETRANSMISSION_BUFFER_PACKETS, 'new', 7);
    expect(buffer.get(1 + RETRANSMISSION_BUFFER_PACKETS)).toEqual({
      ...{ sequenceNumber: 1 + RETRANSMISSION_BUFFER_PACKETS, packet: 'new', sentMs: 7, retransmittedMs: undefined },
    });
  });
});
