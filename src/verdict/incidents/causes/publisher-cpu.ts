import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { overlapMs } from '../../../metrics/series/span.ts';
import { outboundVideo } from '../../../metrics/series/stats-reports.ts';
import { FULL_SIZE_RID } from '../../../model/scenario/sent-streams.ts';
import { encoderLimited } from '../../validity/signals/encoder-limited.ts';
import { encoderSlow } from '../../validity/signals/encoder-slow.ts';
import { mostOf } from '../links/link-seconds.ts';
import type { Scene } from '../scene.ts';
import { nearOf, spoiltBeside } from '../spoilt-beside.ts';
import type { Cause } from './cause.ts';

const ENCODING: CounterQuery<'totalEncodeTime' | 'framesEncoded'> = {
  fields: ['totalEncodeTime', 'framesEncoded'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, FULL_SIZE_RID),
};

export const publisherCpu: Cause = {
  id: 'publisher-cpu',
  title: { en: 'The publisher’s CPU', zh: '推流端 CPU' },
  sentences: {
    limited: {
      en: 'the publisher’s browser held its encoder back for want of CPU',
      zh: '推流端浏览器因 CPU 不足而降低了编码',
    },
    slow: { en: 'the encoder took {encode} for a frame', zh: '编码一帧耗时 {encode}' },
  },
  advice: {
    en: 'Give the publisher more CPU, a hardware encoder, or a smaller picture.',
    zh: '为推流端提供更多 CPU、硬件编码器，或减小画面。',
  },
  explains: ['stutter', 'frame-rate', 'latency', 'clarity'],
  test(scene) {
    const encodeMs = longestEncodeMs(scene);
    const encode = encodeMs === undefined ? {} : { encode: { value: encodeMs, unit: 'ms' as const } };
    if (encodeMs !== undefined && spoiltBeside(scene, encoderSlow) !== undefined)
      return { way: 'slow', strength: 1, observed: encode };
    if (spoiltBeside(scene, encoderLimited) !== undefined) return { way: 'limited', strength: 1, observed: encode };
    return undefined;
  },
};

function longestEncodeMs(scene: Scene): number | undefined {
  const near = nearOf(scene);
  return mostOf(
    counterSteps(scene.take.publisher.stats, ENCODING)
      .filter((step) => overlapMs(step, near) > 0 && step.counted.framesEncoded > 0)
      .map(({ counted }) => (counted.totalEncodeTime * 1000) / counted.framesEncoded),
  );
}
