import { describe, expect, it } from 'vitest';
import { audioBitrate } from '../../src/metrics/audio/audio-bitrate.ts';
import { audioConcealment } from '../../src/metrics/audio/audio-concealment.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { bufferDelay } from '../../src/metrics/path/buffer-delay.ts';
import { packetLoss } from '../../src/metrics/path/packet-loss.ts';
import { roundTripTime } from '../../src/metrics/path/round-trip-time.ts';
import { videoBitrate } from '../../src/metrics/path/video-bitrate.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { StatsLine } from '../../src/model/recording/sample-lines.ts';
import type { StatsReport } from '../../src/model/recording/w3c-stats.ts';
import { buildTake, secondOf, viewerOf } from '../build-recording.ts';
import { measure } from './measure.ts';

type Edit = (line: RecordLine) => RecordLine | undefined;

const measureEdited = (metric: Metric, edit: Edit) => measure(metric, { edit });

/** Changes the viewer's reports; `second` is the second that the sample ends. */
const reports =
  (change: (report: StatsReport, second: number) => StatsReport | undefined): Edit =>
  (line) =>
    isViewerStats(line)
      ? { ...line, reports: line.reports.flatMap((report) => change(report, secondOf(line)) ?? []) }
      : line;

const isViewerStats = (line: RecordLine): line is StatsLine =>
  line.type === 'stats' && line.participant !== 'publisher';

const SECOND = {
  ...{ viewer: 'sea-sg-1', packetsOut: 200, bytesOut: 240_000, nackedPackets: 0, rtxSent: 0, rtxRefused: 0 },
  ...{ pliReceived: 0, pacerDropped: 0 },
};

describe('bufferDelay', () => {
  it('is the mean time from a frame’s last packet to its picture', () => {
    const { type, ...found } = measure(bufferDelay);
    expect([type, 'value' in found ? found.value : undefined]).toEqual(['value', expect.closeTo(64 - 8, 9)]);
  });

  it('has no data where the browser did not tell both', () =>
    expect(
      measureEdited(
        bufferDelay,
        reports((report) => {
          if (report.id !== 'IV1' || report.type !== 'inbound-rtp') return report;
          const { totalAssemblyTime: _, ...rest } = report;
          return rest;
        }),
      ),
    ).toMatchObject({ type: 'no-data' }));
});

describe('packetLoss', () => {
  it('is the share of packets lost within the window, not before it', () =>
    // 6000 are received in the window; 1000 were lost before it and 10 in each second of it.
    expect(
      measureEdited(
        packetLoss,
        reports((report, second) =>
          report.id === 'IV1' ? { ...report, packetsLost: 1000 + Math.max(0, second + 1) * 10 } : report,
        ),
      ),
    ).toEqual({ type: 'value', unit: 'fraction', value: 300 / 6300 }));

  it('restarts when the viewer reconnects, instead of going below zero', () => {
    // Another connection from second 10 on counts from zero under another id.
    const edit = reports((report, second) =>
      report.type === 'inbound-rtp' && report.kind === 'video' && second >= 10
        ? { ...report, id: 'IV2', packetsReceived: (second - 9) * 200, packetsLost: (second - 9) * 50 }
        : report,
    );
    // 10 seconds of 200 without loss, 20 of 200 with 50 lost.
    expect(measureEdited(packetLoss, edit)).toEqual({ type: 'value', unit: 'fraction', value: 1000 / 7000 });
  });

  describe('where the first mile lost packets', () => {
    const lost = (report: StatsReport, second: number) =>
      report.id === 'IV1' ? { ...report, packetsLost: 1000 + Math.max(0, second + 1) * 10 } : report;
    const origin =
      (unsent: number | undefined, sent = 200): Edit =>
      (line) =>
        line.type === 'origin' && line.publisher
          ? {
              ...line,
              publisher: { ...line.publisher, packetsMissing: 8 },
              viewers: [
                { ...SECOND, ...(unsent === undefined ? {} : { videoPacketsOut: sent, videoNumbersUnsent: unsent }) },
              ],
            }
          : reports(lost)(line);

    it('leaves out those that the origin did not have to send', () => {
      expect(measureEdited(packetLoss, origin(8))).toEqual({ type: 'value', unit: 'fraction', value: 60 / 6060 });
      expect(measureEdited(packetLoss, origin(10))).toEqual({ type: 'value', unit: 'fraction', value: 0 });
    });

    it('takes the word of the viewer’s links for the few that two counters’ seconds leave open', () => {
      // The browser counts 300 lost, 10 a second, the origin 9.9: 3 more than the links' 0, and 7.4 are open.
      expect(measureEdited(packetLoss, origin(9.9))).toEqual({ type: 'value', unit: 'fraction', value: 0 });
      // With 9.7 it is 9 more, and 0.75 s of 9.7 are 7.3.
      expect(measureEdited(packetLoss, origin(9.7))).toMatchObject({ value: expect.closeTo(9 / 6009, 10) });
    });

    it('trusts sent and received counts where the browser forgot a gap', () =>
      // 240 are sent in each second and 200 received, though the browser counts none lost but those it was never sent.
      expect(measureEdited(packetLoss, origin(10, 240))).toEqual({
        type: 'value',
        unit: 'fraction',
        value: 1200 / 7200,
      }));

    it('has no data where the recording does not tell them apart', () =>
      expect(measureEdited(packetLoss, origin(undefined))).toMatchObject({ type: 'no-data' }));
  });

  it('is zero when duplicates make packetsLost fall', () =>
    expect(
      measureEdited(
        packetLoss,
        reports((report, second) => (report.id === 'IV1' ? { ...report, packetsLost: 40 - second } : report)),
      ),
    ).toEqual({ type: 'value', unit: 'fraction', value: 0 }));

  it('is no-data when the browser gave no packetsLost', () =>
    expect(
      measureEdited(
        packetLoss,
        reports((report) => {
          if (report.type !== 'inbound-rtp') return report;
          const { packetsLost: _, ...rest } = report;
          return rest;
        }),
      ),
    ).toEqual({ type: 'no-data', unit: 'fraction', reason: 'the browser gave no packetsLost, packetsReceived' }));

  it('is no-data without statistics', () =>
    expect(measureEdited(packetLoss, (line) => (isViewerStats(line) ? undefined : line))).toEqual({
      type: 'no-data',
      unit: 'fraction',
      reason: 'no statistics were recorded in the measured time',
    }));

  it('has no data when statistics stop half way, instead of standing for the rest', () =>
    expect(
      measureEdited(packetLoss, (line) => (isViewerStats(line) && secondOf(line) >= 15 ? undefined : line)),
    ).toEqual({
      type: 'no-data',
      unit: 'fraction',
      reason: 'statistics cover only 15 of 30 s of the measured time',
    }));

  it('is no-data when no packet was due', () =>
    expect(
      measureEdited(
        packetLoss,
        reports((report) => (report.id === 'IV1' ? { ...report, packetsReceived: 0 } : report)),
      ),
    ).toEqual({ type: 'no-data', unit: 'fraction', reason: 'no video packet was due or received' }));
});

describe('bitrates', () => {
  it('are payload bits over the time between the samples', () => {
    expect(measure(videoBitrate)).toEqual({ type: 'value', unit: 'bps', value: 1_920_000 });
    expect(measure(audioBitrate)).toEqual({ type: 'value', unit: 'bps', value: 64_000 });
  });

  it('divide by the true time when samples are not on the window edges', () => {
    // Samples are taken 300 ms late, and every third one is missed.
    const edit: Edit = (line) =>
      isViewerStats(line)
        ? secondOf(line) % 3 === 1
          ? undefined
          : {
              ...line,
              atMs: line.atMs + 300,
              reports: line.reports.map((report) =>
                report.id === 'IV1' && report.type === 'inbound-rtp'
                  ? {
                      ...report,
                      timestamp: report.timestamp + 300,
                      bytesReceived: (report.bytesReceived ?? 0) + 72_000,
                    }
                  : report,
              ),
            }
        : line;
    expect(measureEdited(videoBitrate, edit)).toEqual({ type: 'value', unit: 'bps', value: 1_920_000 });
  });

  it('are zero, not missing, when the counters stand still', () =>
    expect(
      measureEdited(
        videoBitrate,
        reports((report) => (report.id === 'IV1' ? { ...report, bytesReceived: 5 } : report)),
      ),
    ).toEqual({ type: 'value', unit: 'bps', value: 0 }));

  it('have one point a second', () => {
    const take = buildTake({
      edit: reports((report, second) =>
        report.id === 'IV1' && second >= 9 ? { ...report, bytesReceived: 17 * 240_000 } : report,
      ),
    });
    const series = videoBitrate.series?.(viewerOf(take), take) ?? [];
    expect(series).toHaveLength(30);
    expect(series.slice(7, 11).map((point) => point.value)).toEqual([1_920_000, 1_920_000, 0, 0]);
  });
});

describe('audioConcealment', () => {
  it('is the share of samples made up, silent ones included', () =>
    expect(
      measureEdited(
        audioConcealment,
        reports((report, second) =>
          report.id === 'IA1'
            ? { ...report, concealedSamples: 4800 * (second + 1), silentConcealedSamples: 2400 * (second + 1) }
            : report,
        ),
      ),
    ).toEqual({ type: 'value', unit: 'fraction', value: 0.1 }));

  it('is no-data when nothing was played out', () =>
    expect(
      measureEdited(
        audioConcealment,
        reports((report) => (report.id === 'IA1' ? { ...report, totalSamplesReceived: 0 } : report)),
      ),
    ).toEqual({ type: 'no-data', unit: 'fraction', reason: 'no sound was played out' }));
});

describe('roundTripTime', () => {
  it('is in ms, over the samples of the window', () =>
    expect(
      measureEdited(
        roundTripTime,
        reports((report, second) =>
          report.id === 'CP1' ? { ...report, currentRoundTripTime: second < 15 ? 0.08 : 0.12 } : report,
        ),
      ),
    ).toMatchObject({ type: 'distribution', unit: 'ms', max: 120 }));

  it('leaves out values without a new response behind them', () =>
    expect(
      measureEdited(
        roundTripTime,
        reports((report, second) =>
          report.id === 'CP1' && second >= 10
            ? { ...report, responsesReceived: 18, currentRoundTripTime: 0.5 }
            : report,
        ),
      ),
      // 500 ms was reported 20 times but never measured: the count of responses stayed at 18 from second 9 on.
    ).toMatchObject({ count: 11, p50: 80, max: 80 }));

  it('is no-data without a candidate pair', () =>
    expect(
      measureEdited(
        roundTripTime,
        reports((report) => (report.type === 'candidate-pair' ? undefined : report)),
      ),
    ).toMatchObject({ type: 'no-data' }));
});
