import { describe, expect, it } from 'vitest';
import { describeJitterBuffer } from '../../../src/metrics/path/jitter-buffer.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { buildTake, type RecordingOptions, secondOf, viewerOf } from '../../build-recording.ts';

const LOSSY: Partial<LinkProfile> = { loss: { type: 'random', lossFraction: 0.001 } };

/** Statistics with one repaired packet of 1000 bytes in each of these seconds; the window opens with second 0. */
const repairedIn =
  (seconds: readonly number[], more: object = {}) =>
  (line: RecordLine): RecordLine => {
    if (line.type !== 'stats' || line.participant === 'publisher') return line;
    const bytes = 1000 * seconds.filter((second) => second <= secondOf(line)).length;
    return {
      ...line,
      reports: line.reports.map((report) =>
        report.type === 'inbound-rtp' && report.kind === 'video'
          ? { ...report, retransmittedBytesReceived: bytes, ...more }
          : report,
      ),
    };
  };

function described(options: RecordingOptions) {
  const take = buildTake(options);
  return describeJitterBuffer(viewerOf(take), take, {});
}

const settled = (options: RecordingOptions) => {
  const { isSettled, reason } = described(options) ?? {};
  return [isSettled, reason];
};

describe('a viewer’s jitter buffer', () => {
  it('is settled when three frames were repaired before the window, and it had time to grow', () => {
    expect(settled({ access: LOSSY, edit: repairedIn([-6, -5, -4]) })).toEqual([true, 'repaired']);
    // The round trip is 80 ms: it grows for 0.8 s after the sample at -0 s.
    expect(settled({ access: LOSSY, edit: repairedIn([-6, -5, -1]) })).toEqual([false, 'too-few-repairs']);
  });

  it('is not when the third repair came in the window, or there were only two', () => {
    expect(settled({ access: LOSSY, edit: repairedIn([-6, -5, 3]) })).toEqual([false, 'too-few-repairs']);
    expect(settled({ access: LOSSY, edit: repairedIn([-6, -5]) })).toEqual([false, 'too-few-repairs']);
  });

  it('tells of the seconds at its lasting size where it settled in the window, and was no longer below its target', () => {
    const latencyOf = (at: number) => (at < 5000 ? 100 : 180);
    const own = (seconds: readonly number[], more: object = {}) =>
      described({ access: LOSSY, seconds: 12, latencyOf, edit: repairedIn(seconds, more) })?.lasting;
    // Third repair in the sample at 5 s, grown by a round trip of 80 ms 0.8 s later: the sample at 6 s is the first to say so.
    expect(own([-6, 2, 4])).toMatchObject({ fromSecond: 6, latency: { type: 'distribution', p50: 180 } });
    expect(own([-6, 2])).toBeUndefined();
    // Two seconds would say too little.
    expect(own([-6, 2, 8])).toBeUndefined();
    expect(own([-6, -5, -4])).toBeUndefined();
    const grow = (line: RecordLine) => {
      const second = line.type === 'stats' ? secondOf(line) : 0;
      // Each frame's target is 50 ms above its delay until 7 s.
      const jitterBufferTargetDelay = 10 * second + 1.25 * Math.min(second, 7);
      const counts = { jitterBufferDelay: 10 * second, jitterBufferEmittedCount: 25 * second, jitterBufferTargetDelay };
      return repairedIn([-6, 2, 4], counts)(line);
    };
    expect(described({ access: LOSSY, seconds: 12, latencyOf, edit: grow })?.lasting?.fromSecond).toBe(9);
  });

  it('is settled where nothing can be lost, on the first mile neither', () => {
    expect(settled({ edit: repairedIn([]) })).toEqual([true, 'loss-free']);
    expect(settled({ firstMile: LOSSY, edit: repairedIn([]) })).toEqual([false, 'too-few-repairs']);
  });

  it('is not known to be where no statistics tell', () => {
    const edit = (line: RecordLine) => (line.type === 'stats' ? undefined : line);
    expect(settled({ access: LOSSY, edit })).toEqual([false, 'no-statistics']);
    expect(settled({ edit })).toEqual([true, 'loss-free']);
  });

  it('is settled where a server never retransmits: ten packets lost and none asked for', () => {
    const edit = (packetsLost: number) => repairedIn([], { nackCount: 0, packetsLost });
    expect(settled({ access: LOSSY, edit: edit(10) })).toEqual([true, 'never-repaired']);
    expect(settled({ access: LOSSY, edit: edit(9) })).toEqual([false, 'too-few-repairs']);
  });

  it('is settled where the server tells viewers no round trip, whatever is repaired', () => {
    /** Reports of the server with so many round trips measured by them. */
    const told = (reportsSent: number, roundTripTimeMeasurements: number) => (line: RecordLine) =>
      line.type !== 'stats'
        ? line
        : {
            ...line,
            reports: [
              ...line.reports.filter(({ type }) => type !== 'remote-outbound-rtp'),
              { type: 'remote-outbound-rtp' as const, ...{ id: 'r', timestamp: line.atMs, kind: 'video' as const } },
            ].map((report) =>
              report.type === 'remote-outbound-rtp' ? { ...report, reportsSent, roundTripTimeMeasurements } : report,
            ),
          };
    expect(settled({ access: LOSSY, edit: told(3, 0) })).toEqual([true, 'not-told']);
    expect(settled({ access: LOSSY, edit: told(2, 0) })).toEqual([false, 'too-few-repairs']);
    expect(settled({ access: LOSSY, edit: told(9, 1) })).toEqual([false, 'too-few-repairs']);
    expect(settled({ edit: told(9, 0) })).toEqual([true, 'loss-free']);
  });

  it('is nothing to tell of when the window never opened', () =>
    expect(described({ edit: (line) => (line.type === 'window' ? undefined : line) })).toBeUndefined());

  it('tells whether the picture was still held back for its sound when the window opened', () => {
    /** The picture plays so far ahead of its sound, by the browser's estimates. */
    const ahead = (leadMs: number) => (line: RecordLine) =>
      line.type !== 'stats'
        ? line
        : {
            ...line,
            reports: line.reports.map((report) =>
              report.type === 'inbound-rtp'
                ? { ...report, estimatedPlayoutTimestamp: line.atMs + (report.kind === 'video' ? leadMs : 0) }
                : report,
            ),
          };
    expect(described({ edit: ahead(40) })?.heldForSound).toEqual({ isAtRest: false, leadMs: expect.closeTo(40, 3) });
    expect(described({ edit: ahead(10) })?.heldForSound?.isAtRest).toBe(true);
    expect(described({})?.heldForSound).toBeUndefined();
  });
});
