import { describe, expect, it } from 'vitest';
import { StampClock } from '../../../src/browser/stamp/stamp-clock.ts';

const BLOCK_MS = 10;
/** What a stamp lacks to wall time. */
const OFF_MS = 1_700_000_000_000;

/** How far from the truth each of `count` blocks is said to have come, if it is read so late. */
function errorsOf(count: number, lateMs: (block: number) => number, offMs: (block: number) => number = () => OFF_MS) {
  const clock = new StampClock();
  return Array.from({ length: count }, (_, block) => {
    const cameMs = OFF_MS + block * BLOCK_MS;
    return clock.cameMs(cameMs - offMs(block), cameMs + lateMs(block)) - cameMs;
  });
}

describe('StampClock', () => {
  it('says when blocks came that were read in bunches, as exactly as the one read soonest', () => {
    // 25 at a time, the last of them at once.
    const errors = errorsOf(3000, (block) => (24 - (block % 25)) * BLOCK_MS + 0.3);
    for (const error of errors.slice(25)) expect(error).toBeCloseTo(0.3, 3);
  });

  it('keeps to it while the thread that reads is held up for seconds', () => {
    const errors = errorsOf(3000, (block) => (block > 500 && block < 900 ? (900 - block) * BLOCK_MS : 0.3));
    for (const error of errors) expect(error).toBeCloseTo(0.3, 3);
  });

  it('follows within 20 s if stamps begin to count from another time', () => {
    const errors = errorsOf(
      6000,
      () => 0.3,
      (block) => OFF_MS + (block < 2000 ? 0 : 70),
    );
    expect(errors[1999]).toBeCloseTo(0.3, 3);
    expect(errors[2001]).toBeCloseTo(-69.7, 3);
    expect(errors[4000]).toBeCloseTo(0.3, 3);
  });
});
