import { describe, expect, it } from 'vitest';
import { RETRANSMISSION_BUFFER_PACKETS, RetransmissionBuffer } from '../../../src/sfu/nack/retransmission-buffer.ts';

describe('RtxCache', () => {
  it('keeps the last 2048 packets', () => {
    const cache = new RetransmissionBuffer<string>();
    cache.put(65_535, 'last', 5);
    cache.put(0, 'first', 6);
    expect(cache.get(65_535)).toMatchObject({ packet: 'last', sentMs: 5, retransmittedMs: undefined });
    expect(cache.get(0)?.packet).toBe('first');
    cache.put(RETRANSMISSION_BUFFER_PACKETS, 'newer', 7);
    expect(cache.get(0)).toBeUndefined();
    expect(cache.get(RETRANSMISSION_BUFFER_PACKETS)?.packet).toBe('newer');
    expect(cache.get(77)).toBeUndefined();
  });
});
