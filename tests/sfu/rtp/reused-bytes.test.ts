import { describe, expect, it } from 'vitest';
import { ReusedBytes } from '../../../src/sfu/rtp/reused-bytes.ts';
import { type RtpToWrite, writeRtp } from '../../../src/sfu/rtp/rtp-packet.ts';

const packet = (rest: Partial<RtpToWrite>): RtpToWrite => ({
  ...{ marker: false, payloadType: 96, sequenceNumber: 1, timestamp: 2, ssrc: 3 },
  ...{ extensions: [], payload: Buffer.alloc(1000, 0x11) },
  ...rest,
});

describe('ReusedBytes', () => {
  it('give a packet the same bytes as new ones do, whatever was in them before', () => {
    const reused = new ReusedBytes();
    const into = (length: number) => reused.take(length);
    const packets = [
      packet({}),
      packet({ extensions: [[1, Buffer.from([7])]] }), // three bytes fill the word
      packet({ extensions: [[1, Buffer.alloc(20, 5)]] }),
      packet({ originalSequenceNumber: 9 }),
      packet({ payload: Buffer.alloc(0), paddingBytes: 255 }),
    ];
    for (const one of packets) {
      reused.take(65_536).fill(0xff);
      expect(writeRtp(one, into).equals(writeRtp(one, Buffer.alloc))).toBe(true);
    }
  });

  it('allocate nothing for a length seen before', () => {
    const reused = new ReusedBytes();
    expect(reused.take(1200)).toBe(reused.take(1200));
    expect(reused.take(1200).buffer).toBe(reused.take(12).buffer);
    expect(reused.take(70_000)).toHaveLength(70_000);
  });
});
