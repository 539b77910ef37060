import { testSegment } from '../links/test-segment.ts';
import type { Cause } from './cause.ts';
import { SEGMENT_SENTENCES } from './segment-sentences.ts';

export const accessLoss: Cause = {
  id: 'access-loss',
  title: { en: 'Loss on the viewer’s line', zh: '观众线路丢包' },
  sentences: SEGMENT_SENTENCES,
  advice: {
    en: 'Leave retransmission on and rehearse redundancy for the sound (RED); a lower bitrate loses fewer packets.',
    zh: '保持重传开启，并为音频试用冗余（RED）；降低码率可减少丢包。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test: (scene) => testSegment(scene, 'access', ['loss', 'unrepaired', 'repair', 'early', 'repeated']),
};
