import { describe, expect, it } from 'vitest';
import { audioCopiesUsed } from '../../src/metrics/audio/audio-copies-used.ts';
import { audioGapCount } from '../../src/metrics/audio/audio-gap-count.ts';
import { audioLag } from '../../src/metrics/audio/audio-lag.ts';
import { audioLatency } from '../../src/metrics/audio/audio-latency.ts';
import { audioLead } from '../../src/metrics/audio/audio-lead.ts';
import { audioStutterRate } from '../../src/metrics/audio/audio-stutter-rate.ts';
import { avOffset } from '../../src/metrics/audio/av-offset.ts';
import { longestAudioGap } from '../../src/metrics/audio/longest-audio-gap.ts';
import { stereoShare } from '../../src/metrics/audio/stereo-share.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import {
  AUDIO_LATENCY_MS,
  buildTake,
  LATENCY_MS,
  type RecordingOptions,
  secondOf,
  withoutSound,
} from '../build-recording.ts';
import { measure } from './measure.ts';

function series(metric: Metric, options: RecordingOptions = {}) {
  const take = buildTake(options);
  const [viewer] = take.viewers;
  return viewer && metric.series?.(viewer, take).map(({ value }) => value);
}

const anOldRecording = (line: RecordLine) => (line.type === 'sound-made' ? undefined : withoutSound(line));
/** Shifts the times of the viewer's marks by this much. */
const shifted = (byMs: number) => (line: RecordLine) =>
  line.type === 'sound-heard' ? { ...line, markMs: line.markMs.map((ms) => ms + byMs) } : line;

const ALL = [audioLatency, audioStutterRate, audioGapCount, longestAudioGap, avOffset, audioLead, audioLag];

describe.each(ALL)('$id', (metric) => {
  it('has no data in a recording from before sound was listened to', () =>
    expect(measure(metric, { edit: anOldRecording })).toMatchObject({
      type: 'no-data',
      reason: 'the recording tells nothing of the sound',
    }));
});

describe('audioLatency', () => {
  it('is from a mark made to the mark heard', () =>
    expect(measure(audioLatency)).toMatchObject({ count: 30, p50: AUDIO_LATENCY_MS, max: AUDIO_LATENCY_MS }));

  it('tells seconds of delay from fractions of one', () =>
    expect(measure(audioLatency, { edit: shifted(3000) })).toMatchObject({ p50: 3000 + AUDIO_LATENCY_MS }));

  it('leaves out a mark that was read as its neighbour, and follows a real leap at once', () => {
    const misread = (line: RecordLine) =>
      line.type === 'sound-heard' && secondOf(line) === 10
        ? { ...line, mark: line.mark.map((code) => (code + 1) % 8) }
        : line;
    expect(measure(audioLatency, { edit: misread })).toMatchObject({ count: 29, max: AUDIO_LATENCY_MS });
    const leap = (line: RecordLine) =>
      line.type === 'sound-heard' && secondOf(line) >= 10
        ? { ...line, markMs: line.markMs.map((ms) => ms + 2000) }
        : line;
    const course = series(audioLatency, { edit: leap });
    expect([9, 10, 11, 12, 13].map((second) => course?.[second])).toEqual([120, undefined, undefined, 2120, 2120]);
  });

  it('has no data in a second without a mark', () =>
    expect(series(audioLatency, { silences: [[3000, 5000]] })?.slice(2, 6)).toEqual([120, undefined, undefined, 120]));

  it('has no data when nothing was heard', () =>
    expect(measure(audioLatency, { edit: withoutSound })).toMatchObject({
      reason: 'no mark in the sound was heard in the measured time',
    }));
});

describe('audioStutterRate', () => {
  it('is 0 while sound goes on', () => expect(measure(audioStutterRate)).toMatchObject({ value: 0 }));

  it('counts gaps over 200 ms at their full length, and no shorter ones', () => {
    const silences = [
      [2000, 2200],
      [10_900, 11_400],
    ] as const;
    expect(measure(audioStutterRate, { silences })).toMatchObject({ value: expect.closeTo(0.5 / 30, 10) });
    expect(series(audioStutterRate, { silences })?.slice(9, 13)).toEqual([
      0,
      expect.closeTo(0.1, 10),
      expect.closeTo(0.4, 10),
      0,
    ]);
  });

  it('closes gaps that are open at the edges of the window', () =>
    expect(
      measure(audioStutterRate, {
        silences: [
          [-1000, 3000],
          [27_000, 40_000],
        ],
      }),
    ).toMatchObject({ value: expect.closeTo(6 / 30, 10) }));

  it('judges a gap at its full length where the window ends within it', () => {
    const rate = (toMs: number) => measure(audioStutterRate, { silences: [[29_900, toMs]] });
    expect(rate(30_150)).toMatchObject({ value: expect.closeTo(0.1 / 30, 10) });
    expect(rate(30_050)).toMatchObject({ value: 0 });
    expect(measure(longestAudioGap, { silences: [[29_900, 30_150]] })).toMatchObject({ value: 250 });
  });

  it('is 1 for a viewer that hears nothing', () =>
    expect(measure(audioStutterRate, { edit: withoutSound })).toMatchObject({ value: 1 }));

  it('has no data when the browser played sound and the listener heard nothing of it', () =>
    expect(
      measure(audioStutterRate, { edit: (line) => (line.type === 'sound-heard' ? undefined : line) }),
    ).toMatchObject({ type: 'no-data' }));
});

describe('audio gaps', () => {
  const silences = [
    [2000, 2015],
    [5000, 5020],
    [10_900, 11_400],
  ] as const;

  it('are counted from 20 ms on', () => expect(measure(audioGapCount, { silences })).toMatchObject({ value: 2 }));

  it('show the longest', () => expect(measure(longestAudioGap, { silences })).toMatchObject({ value: 500 }));

  it('are 0 ms long while sound goes on, and last from the window’s start to the viewer’s last sample if it never came', () => {
    expect(measure(longestAudioGap)).toMatchObject({ value: 0 });
    expect(measure(longestAudioGap, { edit: withoutSound })).toMatchObject({ value: 31_000 });
  });
});

describe('avOffset', () => {
  it('is + when sound comes first', () => {
    expect(measure(avOffset)).toMatchObject({ count: 30, p50: LATENCY_MS - AUDIO_LATENCY_MS });
    expect(measure(avOffset, { edit: shifted(-70) })).toMatchObject({ p50: 50 });
  });

  it('has a signed series, in which a drift shows', () => {
    const drifting = (line: RecordLine) =>
      line.type === 'sound-heard' ? shifted(secondOf(line) >= 10 ? -70 : 0)(line) : line;
    expect(series(avOffset, { edit: drifting })?.slice(8, 12)).toEqual([-20, -20, 50, 50]);
  });

  it('has two sides, each with bounds of its own', () => {
    expect(measure(audioLag)).toMatchObject({ p50: 20, max: 20 });
    expect(measure(audioLead)).toMatchObject({ p50: 0, max: 0 });
    expect(measure(audioLead, { edit: shifted(-70) })).toMatchObject({ p50: 50 });
    expect(measure(audioLag, { edit: shifted(-70) })).toMatchObject({ p50: 0 });
  });

  it('has no data where no picture was seen within half a second', () =>
    expect(
      series(audioLag, { latencyOf: (at) => (at >= 3000 && at < 6000 ? undefined : LATENCY_MS) })?.slice(2, 7),
    ).toEqual([20, 20, undefined, undefined, 20]));
});

describe('stereoShare', () => {
  /** Makes the viewer hear two channels that differ in the first part of each second. */
  const inStereo = (share: number) => (line: RecordLine) =>
    line.type === 'sound-heard'
      ? {
          ...line,
          stereoFromMs: [...line.fromMs],
          stereoToMs: line.toMs.map((to, i) => (line.fromMs[i] ?? 0) + share * (to - (line.fromMs[i] ?? 0))),
        }
      : line;

  it('is the share of the sound heard in which the channels differed', () => {
    expect(measure(stereoShare, { edit: inStereo(1) })).toMatchObject({ value: 1 });
    const half = measure(stereoShare, { edit: inStereo(0.5) });
    expect(half.type === 'value' ? half.value : undefined).toBeCloseTo(0.5, 2);
    // Silence is not mono.
    expect(measure(stereoShare, { edit: inStereo(1), silences: [[5000, 9000]] })).toMatchObject({ value: 1 });
  });

  it('is 0 where a server or player made them one, and no data where one was asked for', () => {
    expect(measure(stereoShare, { edit: inStereo(0) })).toMatchObject({ value: 0 });
    expect(measure(stereoShare)).toMatchObject({ type: 'no-data', reason: 'the sound has one channel' });
  });
});

describe('audioCopiesUsed', () => {
  it('counts copies played, not those that came beside the packet itself', () => {
    let seconds = 0;
    const withCopies = (line: RecordLine): RecordLine =>
      line.type === 'stats' && line.participant !== 'publisher'
        ? {
            ...line,
            reports: line.reports.map((report) =>
              report.type === 'inbound-rtp' && report.kind === 'audio'
                ? {
                    ...report,
                    ...{ packetsReceived: 50 * ++seconds, fecPacketsReceived: 40 * seconds },
                    fecPacketsDiscarded: 38 * seconds,
                  }
                : report,
            ),
          }
        : line;
    expect(measure(audioCopiesUsed, { edit: withCopies })).toMatchObject({ type: 'value', value: 2 * 30 });
    expect(measure(audioCopiesUsed)).toMatchObject({ type: 'no-data' });
  });
});
