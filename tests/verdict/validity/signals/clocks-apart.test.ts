import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../../../src/model/recording/recording.ts';
import { checkValidity } from '../../../../src/verdict/validity/check-validity.ts';
import { buildLines, takeOf, WINDOW_MS } from '../../../build-recording.ts';

function reasonsWith(leastMs: number, mostMs: number) {
  const compared: RecordLine = {
    ...{ type: 'event', atMs: WINDOW_MS + 31_000, source: 'sea-sg-1', name: 'clock-compared' },
    detail: { leastMs, mostMs },
  };
  return checkValidity(takeOf([...buildLines(), compared])).reasons.map(({ reason }) => reason);
}

describe('clocks of runner and browsers', () => {
  it('may be a millisecond apart, and no busy machine makes them disagree', () => {
    expect(reasonsWith(-0.8, 1.2)).toEqual([]);
    expect(reasonsWith(-300, 900)).toEqual([]);
    expect(reasonsWith(4.5, 6)).toEqual([]);
  });

  it('void the take when one is certainly ahead or behind', () => {
    expect(reasonsWith(38, 41)).toEqual(['Latencies are wrong: the clock of sea-sg-1 is 38 ms ahead (at most 5 ms).']);
    expect(reasonsWith(-41, -38)).toEqual([
      'Latencies are wrong: the clock of sea-sg-1 is 38 ms behind (at most 5 ms).',
    ]);
  });
});
