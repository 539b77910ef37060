import { type CounterQuery, countedIn } from '../../../metrics/series/counters.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { outboundVideo } from '../../../metrics/series/stats-reports.ts';
import { FULL_SIZE_RID } from '../../../model/scenario/sent-streams.ts';
import { BOUNDS } from '../bounds.ts';
import type { TakeSignal } from '../signal.ts';

/** Of the largest picture, where there are several. */
const KEYFRAMES: CounterQuery<'keyFramesEncoded' | 'framesEncoded'> = {
  fields: ['keyFramesEncoded', 'framesEncoded'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, FULL_SIZE_RID),
};

/** The scenario asks for a keyframe every so often, and the browser's encoder did not make them: it ignored the setting. */
export const keyframesMissing: TakeSignal = {
  type: 'take',
  id: 'keyframes-missing',
  ofOwnStream: true,
  check(take) {
    const { keyframeIntervalMs } = take.header.take.scenario.broadcast.video;
    const window = measuredWindow(take);
    if (keyframeIntervalMs === undefined || window === undefined) return undefined;
    const encoded = countedIn(take.publisher.stats, KEYFRAMES, window);
    // Over what the samples tell: less than the window where seconds of it were left out.
    const toldMs = Math.min(
      window.toMs - window.fromMs,
      encoded.type === 'total' ? encoded.seconds * 1000 : Number.POSITIVE_INFINITY,
    );
    const asked = Math.floor(toldMs / keyframeIntervalMs);
    if (encoded.type === 'total' && encoded.counted.keyFramesEncoded >= BOUNDS.minKeyframes.limit * asked - 1)
      return undefined;
    const got = encoded.type === 'total' ? String(encoded.counted.keyFramesEncoded) : `unknown (${encoded.reason})`;
    return {
      reason: `The scenario asks for ${asked} keyframes in the measured time; the publisher's encoder made: ${got}.`,
      advice: 'Use a newer Chromium, or leave keyframeInterval out of the scenario.',
    };
  },
};
