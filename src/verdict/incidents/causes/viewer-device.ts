import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import { clamp } from '../links/clamp.ts';
import { mostOf } from '../links/link-seconds.ts';
import { moreThanUsual, observedWith } from '../links/more-than-usual.ts';
import { nearOf } from '../spoilt-beside.ts';
import type { Cause } from './cause.ts';

/** Share of the time at its limit that counts as evidence, and how much more than usual it must be. Assumptions. */
const NOTABLE_THROTTLED = 0.3;
const NOTABLE_RISE = 0.15;

export const viewerDevice: Cause = {
  id: 'viewer-device',
  title: { en: 'The viewer’s device', zh: '观众设备' },
  sentences: {
    throttled: {
      en: 'the viewer’s device was at its limit {throttled} of the time',
      zh: '观众设备有 {throttled} 的时间满负荷',
    },
  },
  advice: {
    en: 'Offer such devices a smaller picture or a codec that they decode in hardware.',
    zh: '为这类设备提供更小的画面，或可硬解的编码格式。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency'],
  test(scene) {
    const { viewer, quiet } = scene;
    const samples = (viewer.device ?? []).map((sample) => ({
      ...sample,
      fromMs: sample.atMs - 1000,
      toMs: sample.atMs,
    }));
    const shares = (spans: readonly Span[]) =>
      samples
        .filter((sample) => spans.some((each) => overlapMs(sample, each) > 0))
        .map(({ throttledFraction }) => throttledFraction);
    const most = mostOf(shares([nearOf(scene)]));
    const usual = meanOf(shares(quiet));
    if (most === undefined || most < NOTABLE_THROTTLED || moreThanUsual(most, usual) < NOTABLE_RISE) return undefined;
    const observed = { throttled: observedWith(most, usual, 'fraction') };
    return { way: 'throttled', strength: clamp(0.3 + most), observed };
  },
};
