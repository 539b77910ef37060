import { describe, expect, it } from 'vitest';
import { ReceiverClock } from '../../../src/sfu/rtcp/receiver-clock.ts';

/** 24 bits of 64 ms. */
const WRAP_MS = 1_073_741_824;

describe('ReceiverClock', () => {
  it('subtracts what the machine’s clock is ahead by', () => {
    expect(new ReceiverClock(500_000).toLocal(507_000, 7100)).toBe(7000);
  });

  it('finds the arrival nearest to now where the field has wrapped', () => {
    // Up for 30 days, which is 2.41 wraps: the field shows what is left.
    const aheadMs = 30 * 86_400_000;
    expect(new ReceiverClock(aheadMs).toLocal((aheadMs + 7000) % WRAP_MS, 7100)).toBe(7000);
  });

  it('finds one from before the wrap, and one of a clock slightly ahead', () => {
    const clock = new ReceiverClock(WRAP_MS - 1000);
    expect(clock.toLocal(WRAP_MS - 10, 1020)).toBe(990);
    expect(clock.toLocal(25, 1020)).toBe(1025);
  });
});
