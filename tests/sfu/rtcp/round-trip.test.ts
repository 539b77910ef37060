import { describe, expect, it } from 'vitest';
import { RoundTrip } from '../../../src/sfu/rtcp/round-trip.ts';

describe('RoundTrip', () => {
  it('is the time from a sender report to its answer, less the receiver’s delay', () => {
    const roundTrip = new RoundTrip();
    const ntp = 0x1111_2222_3333_4444n;
    roundTrip.sent(ntp, 1000);
    const block = { ssrc: 1, fractionLost256: 0, packetsLost: 0, highestSequence: 0, jitter: 0 };
    roundTrip.reported({ ...block, lastSenderReport: 0, delaySinceLastSenderReport: 0 }, 1100);
    roundTrip.reported({ ...block, lastSenderReport: 0x9999_9999, delaySinceLastSenderReport: 0 }, 1100);
    expect(roundTrip.latestMs).toBeUndefined();
    roundTrip.reported({ ...block, lastSenderReport: 0x2222_3333, delaySinceLastSenderReport: 0x8000 }, 1620);
    expect(roundTrip.latestMs).toBe(120);
  });
});
