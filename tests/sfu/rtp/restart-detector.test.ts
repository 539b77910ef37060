import { describe, expect, it } from 'vitest';
import { RestartDetector } from '../../../src/sfu/rtp/restart-detector.ts';

const CLOCK = 90_000;

/** What a stream's packets are judged to be: [SSRC, number, timestamp], 10 ms apart. */
function judged(...packets: readonly (readonly [ssrc: number, sequenceNumber: number, timestamp: number])[]): string[] {
  const continuity = new RestartDetector(CLOCK);
  return packets.map(([ssrc, sequenceNumber, timestamp], place) =>
    continuity.classify({ ssrc, sequenceNumber, timestamp }, place * 10),
  );
}

describe('SourceContinuity', () => {
  it('goes on through losses, misordering and the wrap of numbers', () => {
    const numbers = [65_000, 65_001, 64_950, 2400, 2399, 2401];
    expect(judged(...numbers.map((number) => [1, number, 5] as const))).toEqual(numbers.map(() => 'same'));
  });

  it('takes another SSRC for another source at once, and leaves the former one behind', () => {
    expect(judged([1, 10, 5], [2, 60_000, 7], [1, 11, 6], [2, 60_001, 8])).toEqual([
      'same',
      'restart',
      'former',
      'same',
    ]);
  });

  it('goes back to the former one when the new one has been silent for two seconds', () => {
    const continuity = new RestartDetector(CLOCK);
    const judge = (ssrc: number, nowMs: number) =>
      continuity.classify({ ssrc, sequenceNumber: 1, timestamp: 1 }, nowMs);
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
  ])('believes a counting %s with its second packet', (_, from, timestamp) => {
    expect(judged([1, 10_000, 90_000], [1, from, timestamp], [1, from + 1, timestamp])).toEqual([
      'same',
      'suspect',
      'restart',
    ]);
  });

  describe('after an outage', () => {
    /** 1000 packets a second for 2 s, then nothing; two packets after it. */
    function beyond(darkMs: number, numbersAhead: number, ticksAhead: number): string[] {
      const continuity = new RestartDetector(CLOCK);
      for (let place = 0; place < 2000; place++)
        continuity.classify({ ssrc: 1, sequenceNumber: place, timestamp: place * 90 }, place);
      return [0, 1].map((more) => {
        const sequenceNumber = (1999 + numbersAhead + more) & 0xffff;
        return continuity.classify({ ssrc: 1, sequenceNumber, timestamp: 1999 * 90 + ticksAhead }, 1999 + darkMs);
      });
    }

    it('knows the source again by its clock, over any hole that its rate can have made', () => {
      expect(beyond(60_000, 60_000, 60_000 * 90)).toEqual(['suspect', 'outage']);
      expect(beyond(60_000, 40_000, 59_000 * 90)).toEqual(['suspect', 'outage']);
      expect(beyond(20_000, 4000, 20_000 * 90)).toEqual(['suspect', 'outage']);
    });

    it('takes for a new counting what has a clock of its own, or numbers that it cannot have come to', () => {
      expect(beyond(60_000, 60_000, 7_000_000)).toEqual(['suspect', 'restart']);
      expect(beyond(100, 30_000, 100 * 90)).toEqual(['suspect', 'restart']);
    });
  });

  it('goes on after a stray number, and after two that do not follow each other', () => {
    expect(judged([1, 100, 5], [1, 40_000, 5], [1, 101, 5], [1, 50_000, 5], [1, 50_002, 5], [1, 102, 5])).toEqual([
      ...['same', 'suspect', 'same'],
      ...['suspect', 'suspect', 'same'],
    ]);
  });

  it('takes what is sent again on its own SSRC for late, not for a new counting: its timestamp is of then', () => {
    expect(judged([1, 1000, 900_000], [1, 700, 630_000], [1, 701, 630_900])).toEqual(['same', 'same', 'same']);
  });

  it('remembers no more sources than there may be in earnest', () => {
    const continuity = new RestartDetector(CLOCK);
    for (let ssrc = 0; ssrc < 100; ssrc++) continuity.classify({ ssrc, sequenceNumber: 1, timestamp: 1 }, ssrc);
    expect(continuity.classify({ ssrc: 98, sequenceNumber: 2, timestamp: 1 }, 100)).toBe('former');
    expect(continuity.classify({ ssrc: 3, sequenceNumber: 2, timestamp: 1 }, 100)).toBe('restart');
  });
});
