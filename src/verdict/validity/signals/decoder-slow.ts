import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { inboundRtp } from '../../../metrics/series/stats-reports.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, STARVED_HOSTS } from '../bounds.ts';
import { above, atMost, milliseconds } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';
import { unlimitedViewers } from '../unlimited-viewers.ts';

const DECODING: CounterQuery<'totalDecodeTime' | 'framesDecoded'> = {
  fields: ['totalDecodeTime', 'framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

const BOUNDS = {
  /** Decode time over the frame interval, without a calibration on the idle machine; with one, twice the idle time. */
  decodeTime: { limit: 0.5, unit: 'fraction', origin: `${STARVED_HOSTS}: healthy 4-5 of 33 ms, starved 6-80` },
} as const satisfies Bounds;

/** A viewer's decoder takes a good part of the frame interval for each frame. */
export const decoderSlow = {
  type: 'second',
  id: 'decoder-slow',
  title: { en: 'This machine is too slow to decode the video.', zh: '本机解码视频的速度不够。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  fromJoin: false,
  spoiltSpans(take) {
    const limit = (BOUNDS.decodeTime.limit * 1000) / take.header.take.scenario.broadcast.video.fps;
    return unlimitedViewers(take).flatMap(({ id, stats }) => {
      const readings = counterSteps(stats, DECODING)
        .filter(({ counted }) => counted.framesDecoded > 0)
        .map(({ fromMs, toMs, counted }) => ({
          ...{ fromMs, toMs },
          value: (counted.totalDecodeTime * 1000) / counted.framesDecoded,
        }));
      return above(
        readings,
        limit,
        (ms) => `the decoder of ${id} took ${milliseconds(ms)} for a frame ${atMost({ limit, unit: 'ms' })}`,
      );
    });
  },
} satisfies SecondSignal;
