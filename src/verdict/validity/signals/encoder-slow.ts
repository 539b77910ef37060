import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { outboundVideo } from '../../../metrics/series/stats-reports.ts';
import { sentStreams } from '../../../model/scenario/sent-streams.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, milliseconds } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const encodingOf = (rid: string): CounterQuery<'totalEncodeTime' | 'framesEncoded'> => ({
  fields: ['totalEncodeTime', 'framesEncoded'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, rid),
});

/** The encoder needs most of the frame interval for a frame: it has no CPU to spare, whatever qualityLimitationReason says. */
export const encoderSlow: SecondSignal = {
  type: 'second',
  id: 'encoder-slow',
  ofOwnStream: true,
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans(take) {
    const { video } = take.header.take.scenario.broadcast;
    const frameIntervalMs = 1000 / video.fps;
    // Simulcast streams are encoded one after the other, and each one's time runs from the frame's beginning: the last says it all.
    const readings = sentStreams(video)
      .flatMap(({ rid }) => counterSteps(take.publisher.stats, encodingOf(rid)))
      .filter(({ counted }) => counted.framesEncoded > 0)
      .map((step) => ({ ...step, value: (step.counted.totalEncodeTime * 1000) / step.counted.framesEncoded }));
    return above(
      readings,
      BOUNDS.encodeTime.limit * frameIntervalMs,
      (ms) => `the encoder took ${milliseconds(ms)} for a frame, with one due every ${milliseconds(frameIntervalMs)}`,
    );
  },
};
