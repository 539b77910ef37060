import { describe, expect, it } from 'vitest';
import { readSendTime } from '../../../src/sfu/rtp/abs-send-time.ts';
import { encodeAbsSendTime } from '../../../src/sfu/rtp/header-extensions.ts';

/** A process that started this long after 1970, 40 s into a stretch of 64 s. */
const STARTED_MS = 64_000 * 26_562_500 + 40_000;
/** One unit of 2^-18 s. */
const UNIT_MS = 1000 / 2 ** 18;

const stampedAt = (wallMs: number) => encodeAbsSendTime(wallMs);

describe('readSendTime', () => {
  it('returns the departure on the clock of the arrival', () => {
    const sent = readSendTime(stampedAt(STARTED_MS + 1000), 1007, STARTED_MS);
    expect(Math.abs((sent ?? 0) - 1000)).toBeLessThanOrEqual(UNIT_MS);
  });

  it('knows a departure from before the wrap of 64 s', () => {
    // 23.99 s after the start the stretch has 10 ms left; the packet arrives 15 ms later.
    const sent = readSendTime(stampedAt(STARTED_MS + 23_990), 24_005, STARTED_MS);
    expect(Math.abs((sent ?? 0) - 23_990)).toBeLessThanOrEqual(UNIT_MS);
  });

  it('allows for clocks that are a little apart', () => {
    const sent = readSendTime(stampedAt(STARTED_MS + 1002), 1000, STARTED_MS);
    expect(Math.abs((sent ?? 0) - 1002)).toBeLessThanOrEqual(UNIT_MS);
  });

  it('returns nothing for a sender with another clock, and for a field of another length', () => {
    expect(readSendTime(stampedAt(STARTED_MS - 20_000), 1000, STARTED_MS)).toBeUndefined();
    expect(readSendTime(stampedAt(STARTED_MS + 5000), 1000, STARTED_MS)).toBeUndefined();
    expect(readSendTime(Buffer.alloc(2), 1000, STARTED_MS)).toBeUndefined();
  });
});
