import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { outboundVideo } from '../../../metrics/series/stats-reports.ts';
import { sentStreams } from '../../../model/scenario/sent-streams.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, STARVED_HOSTS } from '../bounds.ts';
import { above, atMost, milliseconds } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const encodingOf = (rid: string): CounterQuery<'totalEncodeTime' | 'framesEncoded'> => ({
  fields: ['totalEncodeTime', 'framesEncoded'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, rid),
});

const BOUNDS = {
  /** Encode time over the frame interval. */
  encodeTime: { limit: 0.75, unit: 'fraction', origin: `${STARVED_HOSTS}: healthy 14-17 of 33 ms, starved 24-250` },
} as const satisfies Bounds;

/** The encoder takes most of the frame interval for each frame: it has no CPU to spare, whatever qualityLimitationReason says. */
export const encoderSlow = {
  type: 'second',
  id: 'encoder-slow',
  title: { en: 'This machine is too slow to encode the video.', zh: '本机编码视频的速度不够。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  fromJoin: false,
  spoiltSpans(take) {
    const { video } = take.header.take.scenario.broadcast;
    const frameIntervalMs = 1000 / video.fps;
    // Simulcast streams are encoded one after the other, each one's time counted from the frame's beginning: the last includes them all.
    const readings = sentStreams(video)
      .flatMap(({ rid }) => counterSteps(take.publisher.stats, encodingOf(rid)))
      .filter(({ counted }) => counted.framesEncoded > 0)
      .map((step) => ({ ...step, value: (step.counted.totalEncodeTime * 1000) / step.counted.framesEncoded }));
    const limit = BOUNDS.encodeTime.limit * frameIntervalMs;
    return above(
      readings,
      limit,
      (ms) =>
        `the encoder took ${milliseconds(ms)} for a frame ${atMost({ limit, unit: 'ms' })}, with one due every ${milliseconds(frameIntervalMs)}`,
    );
  },
} satisfies SecondSignal;
