import { describe, expect, it } from 'vitest';
import { RestartDetector } from '../../../src/sfu/rtp/restart-detector.ts';

const CLOCK = 90_000;

/** Returns the classification of packets: [SSRC, sequence number, timestamp], 10 ms apart. */
function classify(
  ...packets: readonly (readonly [ssrc: number, sequenceNumber: number, timestamp: number])[]
): string[] {
  const detector = new RestartDetector(CLOCK);
  return packets.map(([ssrc, sequenceNumber, timestamp], index) =>
    detector.classify({ ssrc, sequenceNumber, timestamp }, index * 10),
  );
}

describe('RestartDetector', () => {
  it('continues through loss, reordering and the wrap of numbers', () => {
    const numbers = [65_000, 65_001, 64_950, 2400, 2399, 2401];
    expect(classify(...numbers.map((number) => [1, number, 5] as const))).toEqual(numbers.map(() => 'same'));
  });

  it('takes another SSRC for another source at once, and ignores the former one', () => {
    expect(classify([1, 10, 5], [2, 60_000, 7], [1, 11, 6], [2, 60_001, 8])).toEqual([
      'same',
      'restart',
      'former',
      'same',
    ]);
  });

  it('returns to the former SSRC when the new one has been silent for two seconds', () => {
    const detector = new RestartDetector(CLOCK);
    const judge = (ssrc: number, nowMs: number) => detector.classify({ ssrc, sequenceNumber: 1, timestamp: 1 }, nowMs);
    judge(1, 0);
    judge(2, 10);
    expect(judge(1, 2000)).toBe('former');
    expect(judge(1, 2010)).toBe('restart');
  });

  it.each([
    ['from above', 40_000, 7_000_000],
    ['from below', 5000, 7_000_000],
    ['from little below, with a clock of its own', 9500, 7_000_000],
    ['over the wrap', 50_000, 90_000],
  ])('confirms a numbering %s with its second packet', (_, from, timestamp) => {
    expect(classify([1, 10_000, 90_000], [1, from, timestamp], [1, from + 1, timestamp])).toEqual([
      'same',
      'suspect',
      'restart',
    ]);
  });

  describe('after an outage', () => {
    /** Returns the classification of two packets after an outage, following 1000 packets a second for 2 s. */
    function classifyAfterOutage(outageMs: number, numbersAhead: number, ticksAhead: number): string[] {
      const detector = new RestartDetector(CLOCK);
      for (let index = 0; index < 2000; index++)
        detector.classify({ ssrc: 1, sequenceNumber: index, timestamp: index * 90 }, index);
      return [0, 1].map((more) => {
        const sequenceNumber = (1999 + numbersAhead + more) & 0xffff;
        return detector.classify({ ssrc: 1, sequenceNumber, timestamp: 1999 * 90 + ticksAhead }, 1999 + outageMs);
      });
    }

    it('recognizes the source by its clock, beyond any gap that its packet rate explains', () => {
      expect(classifyAfterOutage(60_000, 60_000, 60_000 * 90)).toEqual(['suspect', 'outage']);
      expect(classifyAfterOutage(60_000, 40_000, 59_000 * 90)).toEqual(['suspect', 'outage']);
      expect(classifyAfterOutage(20_000, 4000, 20_000 * 90)).toEqual(['suspect', 'outage']);
    });

    it('takes a different clock, or numbers out of reach, for a restart', () => {
      expect(classifyAfterOutage(60_000, 60_000, 7_000_000)).toEqual(['suspect', 'restart']);
      expect(classifyAfterOutage(100, 30_000, 100 * 90)).toEqual(['suspect', 'restart']);
    });
  });

  it('continues after a stray number, and after two that do not follow each other', () => {
    expect(classify([1, 100, 5], [1, 40_000, 5], [1, 101, 5], [1, 50_000, 5], [1, 50_002, 5], [1, 102, 5])).toEqual([
      ...['same', 'suspect', 'same'],
      ...['suspect', 'suspect', 'same'],
    ]);
  });

  it('takes a retransmission on the original SSRC for late, not for a restart, by its old timestamp', () => {
    expect(classify([1, 1000, 900_000], [1, 700, 630_000], [1, 701, 630_900])).toEqual(['same', 'same', 'same']);
  });

  it('remembers a limited number of former SSRCs', () => {
    const detector = new RestartDetector(CLOCK);
    for (let ssrc = 0; ssrc < 100; ssrc++) detector.classify({ ssrc, sequenceNumber: 1, timestamp: 1 }, ssrc);
    expect(detector.classify({ ssrc: 98, sequenceNumber: 2, timestamp: 1 }, 100)).toBe('former');
    expect(detector.classify({ ssrc: 3, sequenceNumber: 2, timestamp: 1 }, 100)).toBe('restart');
  });
});
