import { describe, expect, it } from 'vitest';
import { audioScore } from '../../src/metrics/audio/audio-score.ts';
import { delayImpairment, lossImpairment, scoreOfR, speechScore } from '../../src/metrics/audio/e-model.ts';
import {
  clarityScore,
  frameRateFactor,
  type PictureFacts,
  pictureScore,
  stallFactor,
} from '../../src/metrics/picture/picture-score.ts';
import { videoScore } from '../../src/metrics/picture/video-score.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { LATENCY_MS, withoutSound } from '../build-recording.ts';
import { measure } from './measure.ts';

const value = (found: ReturnType<typeof measure>) => (found?.type === 'value' ? found.value : Number.NaN);
const falls = (scores: readonly number[]) => {
  for (const [i, score] of scores.entries()) if (i > 0) expect(score).toBeLessThan(scores[i - 1] ?? Number.NaN);
};
const range = (count: number, step: number) => Array.from({ length: count }, (_, i) => i * step);

describe('the E-model', () => {
  it('has the values of its formula', () => {
    expect(delayImpairment(100)).toBeCloseTo(2.4, 10);
    expect(delayImpairment(277.3)).toBeCloseTo(6.6552 + 11, 10);
    expect(lossImpairment(0, 1)).toBe(0);
    expect(lossImpairment(0.05, 1)).toBeCloseTo((95 * 5) / 30.1, 10);
    expect(lossImpairment(0.05, 2)).toBeCloseTo((95 * 5) / 27.6, 10);
    expect(scoreOfR(93.2)).toBeCloseTo(4.4093, 4);
    expect(scoreOfR(60)).toBeCloseTo(3.1, 10);
  });

  it('is clamped at its ends', () => {
    expect(scoreOfR(-50)).toBe(1);
    expect(scoreOfR(0)).toBe(1);
    // The formula alone gives less than 1 here.
    expect(scoreOfR(3)).toBe(1);
    expect(scoreOfR(100)).toBe(4.5);
    expect(scoreOfR(120)).toBe(4.5);
    expect(speechScore(0, 0, 1)).toBeCloseTo(4.4093, 4);
    expect(speechScore(60_000, 1, 50)).toBe(1);
  });

  it('falls as delay, loss and bursts grow', () => {
    falls(range(10, 80).map((delayMs) => speechScore(delayMs, 0, 1)));
    falls(range(10, 0.03).map((loss) => speechScore(50, loss, 1)));
    falls([1, 1.5, 2, 4].map((burst) => speechScore(50, 0.05, burst)));
  });
});

describe('the picture’s score', () => {
  const BEST: PictureFacts = { clarity: 1, stallsPerMinute: 0, meanStallMs: 0, frameShare: 1, latencyMs: 0 };
  const scores = (all: readonly Partial<PictureFacts>[]) => all.map((facts) => pictureScore({ ...BEST, ...facts }));

  it('is 5 at best and never under 1', () => {
    expect(pictureScore(BEST)).toBe(5);
    for (const worst of [
      { clarity: 0 },
      { stallsPerMinute: 1000, meanStallMs: 60_000 },
      { frameShare: 0 },
      { latencyMs: 1e6 },
      { clarity: -1, frameShare: -1 },
    ])
      expect(pictureScore({ ...BEST, ...worst })).toBeCloseTo(1, 10);
    expect(pictureScore({ ...BEST, clarity: 1.1, frameShare: 1.2 })).toBe(5);
  });

  it('falls as clarity falls', () => falls(scores(range(11, 0.1).map((less) => ({ clarity: 1 - less })))));
  it('falls as stalls come more often', () =>
    falls(scores(range(8, 1).map((stallsPerMinute) => ({ stallsPerMinute, meanStallMs: 600 })))));
  it('falls as stalls last longer', () =>
    falls(scores(range(8, 1000).map((meanStallMs) => ({ stallsPerMinute: 1, meanStallMs })))));
  it('falls as frames come fewer', () => falls(scores(range(10, 0.1).map((less) => ({ frameShare: 1 - less })))));
  it('falls as latency grows', () => falls(scores(range(8, 100).map((latencyMs) => ({ latencyMs })))));

  it('has the published steps', () => {
    expect([0, 0.5, 0.88, 0.95, 0.99, 1].map(clarityScore)).toEqual([1, 1.5, 2.5, 3.5, 4.5, 5]);
    expect(clarityScore(0.915)).toBeCloseTo(3, 10);
    expect(stallFactor(2, 3000)).toBeCloseTo(Math.exp(-1.28), 10);
    expect(frameRateFactor(0.5)).toBeCloseTo(0.8176, 4);
  });
});

describe('audioScore', () => {
  const concealed = (share: number) => (line: RecordLine) =>
    line.type === 'stats'
      ? {
          ...line,
          reports: line.reports.map((report) =>
            report.type === 'inbound-rtp' && report.kind === 'audio'
              ? {
                  ...report,
                  concealedSamples: (report.totalSamplesReceived ?? 0) * share,
                  // Two packets are concealed at once.
                  concealmentEvents: ((report.totalSamplesReceived ?? 0) * share) / 1920,
                }
              : report,
          ),
        }
      : line;

  it('is made of latency and loss, and says so', () => {
    const found = measure(audioScore, { edit: concealed(0.02) });
    expect(found).toMatchObject({
      unit: 'score',
      madeOf: [
        { metric: 'audioLatency', unit: 'ms', value: 120 },
        { metric: 'audioConcealment', unit: 'fraction', value: expect.closeTo(0.02, 10) },
        { metric: 'audioStutterRate', unit: 'fraction', value: 0 },
      ],
    });
    expect(value(found)).toBeCloseTo(speechScore(120, 0.02, 2 * 0.98), 10);
  });

  it('falls as more is concealed, and as gaps grow', () => {
    falls([0, 0.01, 0.05, 0.2].map((share) => value(measure(audioScore, { edit: concealed(share) }))));
    falls([0, 1, 3, 10].map((s) => value(measure(audioScore, { silences: s === 0 ? [] : [[5000, 5000 + s * 1000]] }))));
  });

  it('is 1 for a viewer that hears nothing', () =>
    expect(measure(audioScore, { edit: withoutSound })).toEqual({
      type: 'value',
      unit: 'score',
      value: 1,
      madeOf: [{ metric: 'audioStutterRate', unit: 'fraction', value: 1 }],
    }));
});

describe('videoScore', () => {
  it('is made of clarity, stutter, frame rate and latency, and says so', () => {
    const found = measure(videoScore);
    expect(found).toMatchObject({
      madeOf: [
        { metric: 'clarity', unit: 'similarity', value: expect.closeTo(0.96, 10) },
        { metric: 'stutterRate', value: 0 },
        { metric: 'frameRate', unit: 'fps', value: 25 },
        { metric: 'latency', unit: 'ms', value: LATENCY_MS },
      ],
    });
    expect(value(found)).toBeCloseTo(
      pictureScore({ clarity: 0.96, stallsPerMinute: 0, meanStallMs: 0, frameShare: 1, latencyMs: LATENCY_MS }),
      10,
    );
  });

  it('falls as the picture stands still longer, and as it comes later', () => {
    falls(
      [0, 1, 3, 10].map((s) =>
        value(
          measure(videoScore, { latencyOf: (at) => (at >= 5000 && at < 5000 + s * 1000 ? undefined : LATENCY_MS) }),
        ),
      ),
    );
    falls([100, 300, 900].map((latencyMs) => value(measure(videoScore, { latencyOf: () => latencyMs }))));
  });

  it('counts a stall only as a stall, not as a lower frame rate as well', () =>
    expect(
      value(measure(videoScore, { latencyOf: (at) => (at >= 5000 && at < 6000 ? undefined : LATENCY_MS) })),
    ).toBeCloseTo(
      pictureScore({ clarity: 0.96, stallsPerMinute: 2, meanStallMs: 1040, frameShare: 1, latencyMs: LATENCY_MS }),
      2,
    ));

  it('is 1 for a viewer that sees nothing, and has no data where clarity is not judged', () => {
    expect(measure(videoScore, { latencyOf: () => undefined })).toMatchObject({ value: 1 });
    expect(measure(videoScore, { edit: (line) => (line.type === 'clarity' ? undefined : line) })).toMatchObject({
      type: 'no-data',
      reason: 'no frame was held against the true one',
    });
  });
});
