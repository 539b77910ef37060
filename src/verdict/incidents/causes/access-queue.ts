import { testSegment } from '../links/test-segment.ts';
import type { Cause } from './cause.ts';
import { SEGMENT_SENTENCES } from './segment-sentences.ts';

export const accessQueue: Cause = {
  id: 'access-queue',
  title: { en: 'The viewer’s line was full', zh: '观众线路拥塞' },
  sentences: SEGMENT_SENTENCES,
  advice: {
    en: 'Lower the bitrate, or offer a smaller stream (simulcast) to viewers on such lines.',
    zh: '降低码率，或为这类线路提供更小的码流（simulcast）。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test: (scene) => testSegment(scene, 'access', ['queue', 'wait']),
};
