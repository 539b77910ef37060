import { testSegment } from '../links/test-segment.ts';
import type { Cause } from './cause.ts';
import { SEGMENT_SENTENCES } from './segment-sentences.ts';

export const accessBlackout: Cause = {
  id: 'access-blackout',
  title: { en: 'The viewer’s line was interrupted', zh: '观众线路中断' },
  sentences: SEGMENT_SENTENCES,
  advice: {
    en: 'No sender can help against this; a longer buffer hides short interruptions.',
    zh: '推流端无法避免；更长的缓冲可掩盖短时中断。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test: (scene) => testSegment(scene, 'access', ['blackout']),
};
