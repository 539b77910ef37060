import { testSegment } from '../links/test-segment.ts';
import type { Cause } from './cause.ts';
import { SEGMENT_SENTENCES } from './segment-sentences.ts';

export const accessDelay: Cause = {
  id: 'access-delay',
  title: { en: 'The viewer’s line became slower', zh: '观众线路延迟升高' },
  sentences: SEGMENT_SENTENCES,
  advice: {
    en: 'No sender can help against this; allow for it in the limit on latency.',
    zh: '推流端无法避免；请在延迟界限中留出余量。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test: (scene) => testSegment(scene, 'access', ['delay']),
};
