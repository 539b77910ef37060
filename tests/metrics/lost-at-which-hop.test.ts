import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/registry.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { FPS, LATENCY_MS, type RecordingOptions, secondOf } from '../build-recording.ts';
import { measureNumber } from './measure.ts';

interface Second {
  /** Frames sent, by the publisher's count. */
  readonly sent?: number;
  readonly whole?: number;
  readonly broken?: number;
  /** Packets lost, by the links' ledgers. */
  readonly firstMileLost?: number;
  readonly accessLost?: number;
  readonly resent?: number;
}

/** Edits a recording so that its counters in each second of the window are those of `of`; seconds before it lose nothing. */
function counted(of: (second: number) => Second): (line: RecordLine) => RecordLine {
  const at = (second: number) => (second < 0 ? {} : of(second));
  const sentBefore = (second: number) => {
    let frames = 9 * FPS;
    for (let one = 0; one <= second; one++) frames += at(one).sent ?? FPS;
    return frames;
  };
  return (line) => {
    const second = secondOf(line);
    const { whole = FPS, broken = 0, firstMileLost = 0, accessLost = 0, resent = 0 } = at(second);
    if (line.type === 'links') {
      const lost = (link: string) =>
        link === 'first-mile/out'
          ? firstMileLost
          : link.startsWith('access:') && link.endsWith('/out')
            ? accessLost
            : 0;
      return { ...line, links: line.links.map((one) => ({ ...one, lostBurst: lost(one.link) })) };
    }
    if (line.type === 'origin' && line.publisher !== undefined) {
      const viewer = { viewer: 'sea-sg-1', packetsOut: 200, bytesOut: 240_000, nackedPackets: 0, rtxSent: resent };
      return {
        ...line,
        publisher: { ...line.publisher, framesWhole: whole, framesBroken: broken },
        viewers: [{ ...viewer, rtxRefused: 0, pliReceived: 0, pacerDropped: 0 }],
      };
    }
    if (line.type === 'stats' && line.participant === 'publisher' && second >= 0) {
      const frames = { framesEncoded: sentBefore(second), framesSent: sentBefore(second) };
      return {
        ...line,
        reports: line.reports.map((report) => (report.type === 'outbound-rtp' ? { ...report, ...frames } : report)),
      };
    }
    return line;
  };
}

describe('a first mile that is dark for 4 s', () => {
  const isDark = (at: number) => at >= 10_000 && at < 14_000;
  const dark = (second: number) => second >= 10 && second < 14;
  /** The encoder is held back: it sends 60 of 100 frames, which the line carries. */
  const options = (broken: number): RecordingOptions => ({
    latencyOf: (at) => (isDark(at) ? undefined : LATENCY_MS),
    edit: counted((second) => ({
      ...(dark(second) && { sent: 15, whole: 0, firstMileLost: 150 }),
      ...(second === 16 && { broken }),
    })),
  });

  it.each([
    ['as the origin counted it', 60],
    ['though the origin could not tell how many frames its hole was', 20],
    ['though the origin took its hole for a new beginning', 0],
  ])('lost what it lost before the origin, and nothing after it, %s', (_, broken) => {
    // 735 frames were made in the 29.4 s that are judged, and 695 sent.
    expect(measureNumber(METRICS.firstMileFrameLoss, options(broken))).toBeCloseTo(60 / 695, 2);
    expect(measureNumber(METRICS.networkFrameLoss, options(broken))).toBeCloseTo(0, 2);
    expect(measureNumber(METRICS.publisherFrameSkips, options(broken))).toBeCloseTo(40 / 735, 2);
  });
});

describe('a first mile and an access line that are dark one after the other', () => {
  const latencyOf = (at: number) => (at >= 10_000 && at < 14_000 ? undefined : LATENCY_MS);
  const firstMile = { whole: 0, firstMileLost: 200 };
  const access = { accessLost: 200 };

  it.each([
    ['the first mile first', 10],
    ['the access line first', 12],
  ])('each lost its own half of the frames: %s', (_, from) => {
    const edit = counted((second) => {
      if (second < 10 || second >= 14) return second === from + 4 ? { broken: 50 } : {};
      return second >= from && second < from + 2 ? firstMile : access;
    });
    expect(measureNumber(METRICS.firstMileFrameLoss, { latencyOf, edit })).toBeCloseTo(50 / 735, 2);
    expect(measureNumber(METRICS.networkFrameLoss, { latencyOf, edit })).toBeCloseTo(50 / 685, 2);
    expect(measureNumber(METRICS.undecodableFrames, { latencyOf, edit })).toBeCloseTo(0, 2);
  });
});

describe('a first mile that loses a hundredth, unrepaired', () => {
  /** In each second 3 of 25 frames are broken, and after the first of them nothing can be decoded until the next second's keyframe. */
  const unseen = (at: number) => ((at % 1000) + 1000) % 1000 >= 400;
  const options: RecordingOptions = {
    latencyOf: (at) => (at >= 0 && unseen(at) ? undefined : LATENCY_MS),
    edit: counted(() => ({ whole: 22, broken: 3, firstMileLost: 2 })),
  };

  it('breaks a share of the frames before the origin and makes the other unseen ones undecodable', () => {
    expect(measureNumber(METRICS.firstMileFrameLoss, options)).toBeCloseTo(3 / 25, 10);
    expect(measureNumber(METRICS.undecodableFrames, options)).toBeCloseTo(1 - 300 / (738 * 0.88), 10);
    expect(measureNumber(METRICS.networkFrameLoss, options)).toBeCloseTo(0, 10);
  });

  it('is not blamed for the losses of an access line in a blackout', () => {
    const both: RecordingOptions = {
      latencyOf: (at) => (at >= 10_000 && at < 15_000 ? undefined : LATENCY_MS),
      edit: counted((second) => ({ ...(second >= 10 && second < 15 && { accessLost: 200 }) })),
    };
    expect(measureNumber(METRICS.firstMileFrameLoss, both)).toBe(0);
    expect(measureNumber(METRICS.undecodableFrames, both)).toBe(0);
    expect(measureNumber(METRICS.networkFrameLoss, both)).toBeCloseTo(125 / 738, 2);
  });

  it('is still to blame beside an access line that loses as much, all of it repaired', () => {
    const both = {
      ...options,
      edit: counted(() => ({ whole: 22, broken: 3, firstMileLost: 2, accessLost: 2, resent: 3 })),
    };
    expect(measureNumber(METRICS.networkFrameLoss, both)).toBeCloseTo(0, 10);
    expect(measureNumber(METRICS.undecodableFrames, both)).toBeCloseTo(1 - 300 / (738 * 0.88), 10);
  });
});

describe('a stream of several spatial layers', () => {
  it('is counted by the origin alone: its sender counts each frame once per layer', () => {
    const edit = (line: RecordLine): RecordLine => {
      const found = counted(() => ({ sent: 75, whole: 24, broken: 1 }))(line);
      if (found.type !== 'stats') return found;
      return {
        ...found,
        reports: found.reports.map((one) =>
          one.type === 'outbound-rtp' ? { ...one, scalabilityMode: 'L3T3_KEY' } : one,
        ),
      };
    };
    const latencyOf = (at: number) => (((at % 1000) + 1000) % 1000 === 480 ? undefined : LATENCY_MS);
    expect(measureNumber(METRICS.firstMileFrameLoss, { edit, latencyOf })).toBeCloseTo(1 / 25, 10);
  });
});

describe('counts that do not add up', () => {
  it.each([
    [
      'fewer whole than any lost packet explains',
      { whole: 15, firstMileLost: 1 },
      'counted 435 whole and 0 broken frames of 725 sent',
    ],
    ['more whole than were sent', { whole: 30 }, 'counted 870 whole and 0 broken frames of 725 sent'],
  ])('are no data: %s', (_, second, words) => {
    for (const id of ['firstMileFrameLoss', 'undecodableFrames', 'networkFrameLoss'] as const)
      expect(measureNumber(METRICS[id], { edit: counted(() => second) })).toMatchObject({
        type: 'no-data',
        reason: expect.stringContaining(words),
      });
  });
});
