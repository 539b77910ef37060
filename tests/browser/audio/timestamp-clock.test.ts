import { describe, expect, it } from 'vitest';
import { TimestampClock } from '../../../src/browser/audio/timestamp-clock.ts';

const BLOCK_MS = 10;
/** Offset of timestamps from wall time. */
const OFFSET_MS = 1_700_000_000_000;

/** Returns the error of each block's arrival time, ms, given how late each block is read. */
function errorsOf(
  count: number,
  lateMs: (block: number) => number,
  offsetMs: (block: number) => number = () => OFFSET_MS,
) {
  const clock = new TimestampClock();
  return Array.from({ length: count }, (_, block) => {
    const arrivedMs = OFFSET_MS + block * BLOCK_MS;
    return clock.arrivedMs(arrivedMs - offsetMs(block), arrivedMs + lateMs(block)) - arrivedMs;
  });
}

describe('TimestampClock', () => {
  it('times blocks read in bunches as exactly as the one read soonest', () => {
    // 25 at a time, the last of them without delay.
    const errors = errorsOf(3000, (block) => (24 - (block % 25)) * BLOCK_MS + 0.3);
    for (const error of errors.slice(25)) expect(error).toBeCloseTo(0.3, 3);
  });

  it('keeps its offset while the reading thread is held up for seconds', () => {
    const errors = errorsOf(3000, (block) => (block > 500 && block < 900 ? (900 - block) * BLOCK_MS : 0.3));
    for (const error of errors) expect(error).toBeCloseTo(0.3, 3);
  });

  it('follows within 20 s if timestamps change their epoch', () => {
    const errors = errorsOf(
      6000,
      () => 0.3,
      (block) => OFFSET_MS + (block < 2000 ? 0 : 70),
    );
    expect(errors[1999]).toBeCloseTo(0.3, 3);
    expect(errors[2001]).toBeCloseTo(-69.7, 3);
    expect(errors[4000]).toBeCloseTo(0.3, 3);
  });
});
