import { type CounterQuery, countedIn } from '../../../metrics/series/counters.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { outboundVideo } from '../../../metrics/series/stats-reports.ts';
import { FULL_SIZE_RID } from '../../../model/scenario/sent-streams.ts';
import { ASSUMED, type Bounds } from '../bounds.ts';
import { atLeast } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';

/** Counters of the full-size picture, where there are several. */
const KEYFRAMES: CounterQuery<'keyFramesEncoded' | 'framesEncoded'> = {
  fields: ['keyFramesEncoded', 'framesEncoded'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, FULL_SIZE_RID),
};

const BOUNDS = {
  /** Share of the requested keyframes; the window's edges may cut off one. */
  minKeyframes: { limit: 0.8, unit: 'fraction', origin: ASSUMED },
} as const satisfies Bounds;

/** The browser's encoder ignored the keyframe interval that the scenario asks for. */
export const keyframesMissing = {
  type: 'take',
  id: 'keyframes-missing',
  title: { en: 'The encoder did not make the keyframes it was asked for.', zh: '编码器没有按要求生成关键帧。' },
  advice: {
    en: 'Use a newer Chromium, or leave keyframeInterval out of the scenario.',
    zh: '请换用更新版本的 Chromium，或从场景中去掉 keyframeInterval。',
  },
  remedy: 'doctor',
  bounds: BOUNDS,
  ofOwnStream: true,
  check(take) {
    const { keyframeIntervalMs } = take.header.take.scenario.broadcast.video;
    const window = measuredWindow(take);
    if (keyframeIntervalMs === undefined || window === undefined) return undefined;
    const encoded = countedIn(take.publisher.stats, KEYFRAMES, window);
    // Samples cover less than the window where spoilt seconds were left out.
    const sampledMs = Math.min(
      window.toMs - window.fromMs,
      encoded.type === 'total' ? encoded.seconds * 1000 : Number.POSITIVE_INFINITY,
    );
    const wanted = Math.floor(sampledMs / keyframeIntervalMs);
    const least = Math.ceil(BOUNDS.minKeyframes.limit * wanted - 1);
    if (encoded.type === 'total' && encoded.counted.keyFramesEncoded >= least) return undefined;
    const got = encoded.type === 'total' ? String(encoded.counted.keyFramesEncoded) : `unknown (${encoded.reason})`;
    return {
      reason: `The scenario asks for ${wanted} keyframes in the measured time; the publisher's encoder made: ${got} ${atLeast({ limit: least, unit: 'count' })}.`,
    };
  },
} satisfies TakeSignal;
