import { describe, expect, it } from 'vitest';
import { encoderRecord } from '../../../src/metrics/picture/encoder-record.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { OutboundRtp, StatsReport } from '../../../src/model/recording/w3c-stats.ts';
import { BITRATE_BPS, buildTake, FPS, PUBLISHED_AT, secondOf } from '../../build-recording.ts';

/** Replaces the publisher's reports by ones made from the seconds since it published. */
const publishing =
  (reports: (elapsed: number, timestamp: number) => readonly StatsReport[]) =>
  (line: RecordLine): RecordLine =>
    line.type === 'stats' && line.participant === 'publisher'
      ? { ...line, reports: reports(secondOf(line) + 1 - PUBLISHED_AT / 1000, line.atMs) }
      : line;

const video = (elapsed: number, timestamp: number, more: Partial<OutboundRtp> = {}): OutboundRtp => ({
  ...{ type: 'outbound-rtp', kind: 'video', id: 'OV', timestamp, codecId: 'C', encoderImplementation: 'OpenH264' },
  ...{ framesEncoded: elapsed * FPS, totalEncodeTime: elapsed * FPS * 0.008, qpSum: elapsed * FPS * 27 },
  ...{ bytesSent: elapsed * 250_000, retransmittedBytesSent: elapsed * 10_000, targetBitrate: BITRATE_BPS },
  ...{ keyFramesEncoded: elapsed / 2, hugeFramesSent: elapsed, frameWidth: 1280, frameHeight: 720 },
  qualityLimitationDurations: { none: elapsed * 0.9, cpu: 0, bandwidth: elapsed * 0.1, other: 0 },
  ...more,
});

describe('the encoder record', () => {
  it('is counted in the window: rate, frames, quantiser, keyframes, huge frames, time and what held it back', () => {
    const take = buildTake({
      edit: publishing((elapsed, timestamp) => [
        video(elapsed, timestamp),
        {
          type: 'outbound-rtp',
          kind: 'audio',
          id: 'OA',
          timestamp,
          codecId: 'A',
          bytesSent: elapsed * 8000,
          retransmittedBytesSent: 0,
        },
        { type: 'codec', id: 'C', timestamp, mimeType: 'video/H264' },
        { type: 'codec', id: 'A', timestamp, mimeType: 'audio/opus' },
      ]),
    });
    const { video: layers, audio } = encoderRecord(take);
    expect(layers).toEqual([
      {
        ...{ codec: 'H264', implementation: 'OpenH264', width: 1280, height: 720, fps: FPS, frames: 30 * FPS },
        ...{ bitrateBps: 240_000 * 8, targetBps: BITRATE_BPS, meanQp: 27, keyframes: 15, keyframeIntervalMs: 2000 },
        ...{ hugeFrames: 30, encodeMs: expect.closeTo(8), limitedFractions: { bandwidth: expect.closeTo(0.1) } },
      },
    ]);
    expect(audio).toEqual({ codec: 'opus', bitrateBps: 64_000 });
  });

  it('lists simulcast layers one by one, the largest first', () => {
    const take = buildTake({
      edit: publishing((elapsed, timestamp) => [
        video(elapsed, timestamp, {
          id: 'Q',
          rid: 'q',
          frameWidth: 320,
          frameHeight: 180,
          bytesSent: elapsed * 25_000,
        }),
        video(elapsed, timestamp, { id: 'F', rid: 'f' }),
      ]),
    });
    const { video: layers } = encoderRecord(take);
    expect(layers.map(({ rid, width, bitrateBps }) => [rid, width, bitrateBps])).toEqual([
      ['f', 1280, 240_000 * 8],
      ['q', 320, 15_000 * 8],
    ]);
  });

  it('leaves out what the browser did not report, and everything where nothing was recorded', () => {
    const { video: layers } = encoderRecord(
      buildTake({
        edit: publishing((elapsed, timestamp) => [
          { type: 'outbound-rtp', kind: 'video', id: 'OV', timestamp, framesEncoded: elapsed * FPS },
        ]),
      }),
    );
    expect(layers).toEqual([{ fps: FPS, frames: 30 * FPS }]);
    expect(encoderRecord(buildTake({ edit: publishing(() => []) }))).toEqual({ video: [] });
    const noWindow = buildTake({ edit: (line) => (line.type === 'window' ? undefined : line) });
    expect(encoderRecord(noWindow)).toEqual({ video: [] });
  });
});
