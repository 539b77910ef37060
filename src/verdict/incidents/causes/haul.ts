import { testSegment } from '../links/test-segment.ts';
import type { Cause } from './cause.ts';
import { SEGMENT_SENTENCES } from './segment-sentences.ts';

export const haul: Cause = {
  id: 'haul',
  title: { en: 'The way between origin and region', zh: '源站到该地区的跨境段' },
  sentences: SEGMENT_SENTENCES,
  advice: {
    en: 'Serve this region from a server nearer to it, or over an accelerated line.',
    zh: '为该地区选用更近的节点或加速线路。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test: (scene) =>
    testSegment(scene, 'haul', [
      'blackout',
      'loss',
      'unrepaired',
      'repair',
      'early',
      'repeated',
      'queue',
      'wait',
      'delay',
    ]),
};
