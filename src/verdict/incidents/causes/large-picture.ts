import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { overlapMs } from '../../../metrics/series/span.ts';
import { hasSpatialLayers, outboundVideo } from '../../../metrics/series/stats-reports.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import { FULL_SIZE_RID } from '../../../model/scenario/sent-streams.ts';
import { moreThanUsual } from '../links/more-than-usual.ts';
import { longestGapMs, type Scene } from '../scene.ts';
import { nearOf } from '../spoilt-beside.ts';
import type { Cause } from './cause.ts';

type Field = 'hugeFramesSent' | 'totalPacketSendDelay';

const SENDING: CounterQuery<Field> = {
  fields: ['hugeFramesSent', 'totalPacketSendDelay'],
  rising: 'totalPacketSendDelay',
  select(reports) {
    const video = outboundVideo(reports, FULL_SIZE_RID);
    // Every frame of the largest of several sizes in one stream is larger than the mean.
    return video === undefined || hasSpatialLayers(video) ? undefined : video;
  },
};
/** Wait of all packets of a second together beyond the usual, s: 20 ms for each of a hundred. Assumption. */
const NOTABLE_SEND_DELAY_S = 2;
/** Longest stop that one picture explains, ms: the publisher's pacer empties its queue in less. Assumption. */
const MOST_GAP_MS = 600;
const STRENGTH = 0.6;

/** A picture several times as large as the others, as after a scene cut, holds up itself and those behind it. */
export const largePicture: Cause = {
  id: 'large-picture',
  title: { en: 'A picture much larger than the others', zh: '单帧数据量过大' },
  sentences: {
    queue: {
      en: 'a scene cut or keyframe made {huge} pictures so large that they held up those behind them at the publisher',
      zh: '场景切换或关键帧产生 {huge} 帧过大画面，在推流端阻塞了后续画面',
    },
  },
  advice: {
    en: 'Cut more gently, leave headroom above the bitrate on every line, or ask for keyframes less often.',
    zh: '减少硬切、为每段线路预留高于码率的带宽，或降低关键帧频率。',
  },
  explains: ['stutter', 'frame-rate'],
  test(scene) {
    if (longestGapMs(scene) > MOST_GAP_MS) return undefined;
    const near = nearOf(scene);
    const steps = counterSteps(scene.take.publisher.stats, SENDING);
    const usualS = meanOf(
      steps.filter((step) => isQuiet(scene, step)).map((step) => step.counted.totalPacketSendDelay),
    );
    const held = steps.filter(
      (step) =>
        overlapMs(step, near) > 0 &&
        step.counted.hugeFramesSent > 0 &&
        moreThanUsual(step.counted.totalPacketSendDelay, usualS) >= NOTABLE_SEND_DELAY_S,
    );
    if (held.length === 0) return undefined;
    const huge = held.reduce((sum, step) => sum + step.counted.hugeFramesSent, 0);
    return { way: 'queue', strength: STRENGTH, observed: { huge: { value: huge, unit: 'count' } } };
  },
};

function isQuiet({ quiet }: Scene, step: { readonly fromMs: number; readonly toMs: number }): boolean {
  return quiet.some((second) => overlapMs(second, step) > (step.toMs - step.fromMs) / 2);
}
