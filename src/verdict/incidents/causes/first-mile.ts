import { testSegment } from '../links/test-segment.ts';
import type { Cause } from './cause.ts';
import { SEGMENT_SENTENCES } from './segment-sentences.ts';

export const firstMile: Cause = {
  id: 'first-mile',
  title: { en: 'The studio’s own line', zh: '推流首段' },
  sentences: SEGMENT_SENTENCES,
  advice: {
    en: 'Every viewer suffers from this line: give the stream a wired line of its own, or a second one to fall back on.',
    zh: '这条线路影响所有观众：为推流准备独享的有线线路，或备用线路。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test: (scene) =>
    testSegment(scene, 'first-mile', ['blackout', 'loss', 'unrepaired', 'repair', 'queue', 'wait', 'delay']),
};
