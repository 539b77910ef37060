import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { inboundRtp } from '../../../metrics/series/stats-reports.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, milliseconds } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';
import { unlimitedViewers } from '../unlimited-viewers.ts';

const DECODING: CounterQuery<'totalDecodeTime' | 'framesDecoded'> = {
  fields: ['totalDecodeTime', 'framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

/** A viewer's decoder needs a good part of the frame interval for a frame. */
export const decoderSlow: SecondSignal = {
  type: 'second',
  id: 'decoder-slow',
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans(take) {
    const frameIntervalMs = 1000 / take.header.take.scenario.broadcast.video.fps;
    return unlimitedViewers(take).flatMap(({ id, stats }) => {
      const readings = counterSteps(stats, DECODING)
        .filter(({ counted }) => counted.framesDecoded > 0)
        .map(({ fromMs, toMs, counted }) => ({
          ...{ fromMs, toMs },
          value: (counted.totalDecodeTime * 1000) / counted.framesDecoded,
        }));
      return above(
        readings,
        BOUNDS.decodeTime.limit * frameIntervalMs,
        (ms) => `the decoder of ${id} took ${milliseconds(ms)} for a frame`,
      );
    });
  },
};
