import type { Signal } from './signal.ts';
import { clipSlow } from './signals/clip-slow.ts';
import { clocksApart } from './signals/clocks-apart.ts';
import { countersDisagree } from './signals/counters-disagree.ts';
import { crashed } from './signals/crashed.ts';
import { decoderSlow } from './signals/decoder-slow.ts';
import { encoderLimited } from './signals/encoder-limited.ts';
import { encoderSlow } from './signals/encoder-slow.ts';
import { framesUnread } from './signals/frames-unread.ts';
import { generatorLate } from './signals/generator-late.ts';
import { generatorOftenLate } from './signals/generator-often-late.ts';
import { keyframesMissing } from './signals/keyframes-missing.ts';
import { networkOffTarget } from './signals/network-off-target.ts';
import { noMedia } from './signals/no-media.ts';
import { originLate } from './signals/origin-late.ts';
import { publisherUnderRate } from './signals/publisher-under-rate.ts';
import { recordingCutShort } from './signals/recording-cut-short.ts';
import { runnerLate } from './signals/runner-late.ts';
import { seenBeforeMade } from './signals/seen-before-made.ts';
import { shaperDropped } from './signals/shaper-dropped.ts';
import { shaperLate } from './signals/shaper-late.ts';
import { unobserved } from './signals/unobserved.ts';
import { viewerTimerLate } from './signals/viewer-timer-late.ts';

/** Every signal that can void a take, most telling first: reasons are reported in this order. */
export const SIGNALS = {
  networkOffTarget,
  recordingCutShort,
  crashed,
  noMedia,
  generatorLate,
  generatorOftenLate,
  clipSlow,
  encoderSlow,
  encoderLimited,
  publisherUnderRate,
  keyframesMissing,
  shaperLate,
  shaperDropped,
  originLate,
  viewerTimerLate,
  decoderSlow,
  framesUnread,
  runnerLate,
  unobserved,
  clocksApart,
  seenBeforeMade,
  countersDisagree,
} satisfies Record<string, Signal>;
