import { clocksApart } from './clocks-apart.ts';
import { countersDisagree } from './counters-disagree.ts';
import { crashed } from './crashed.ts';
import { decoderSlow } from './decoder-slow.ts';
import { encoderLimited } from './encoder-limited.ts';
import { encoderSlow } from './encoder-slow.ts';
import { framesUnread } from './frames-unread.ts';
import { generatorLate } from './generator-late.ts';
import { generatorOftenLate } from './generator-often-late.ts';
import { keyframesMissing } from './keyframes-missing.ts';
import { networkOffTarget } from './network-off-target.ts';
import { noMedia } from './no-media.ts';
import { originLate } from './origin-late.ts';
import { publisherUnderRate } from './publisher-under-rate.ts';
import { recordingCutShort } from './recording-cut-short.ts';
import { runnerLate } from './runner-late.ts';
import { seenBeforeMade } from './seen-before-made.ts';
import { shaperDropped } from './shaper-dropped.ts';
import { shaperLate } from './shaper-late.ts';
import type { Signal } from './signal.ts';
import { unobserved } from './unobserved.ts';
import { viewerTimerLate } from './viewer-timer-late.ts';

/** Everything that can void a take, most telling first: reasons are reported in this order. */
export const SIGNALS = {
  networkOffTarget,
  recordingCutShort,
  crashed,
  noMedia,
  generatorLate,
  generatorOftenLate,
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
