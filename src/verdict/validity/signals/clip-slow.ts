import { askedPictureRate, clipRecord } from '../../../metrics/picture/clip-record.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { ASSUMED, type Bounds } from '../bounds.ts';
import { atLeast, percent } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';

const BOUNDS = {
  /** Share of the clip's own pictures, as far as the frame rate asked has room for them. */
  minClipRate: {
    limit: 0.8,
    unit: 'fraction',
    origin: `${ASSUMED}: idle 0.98 to 1, and 0.9 where a clip of one second is looped, which skips a picture or two each time`,
  },
} as const satisfies Bounds;

/** The browser did not decode the clip fast enough to show all its pictures: what was sent was not the clip. */
export const clipSlow = {
  type: 'take',
  id: 'clip-slow',
  title: { en: 'This machine decoded the clip too slowly.', zh: '本机解码素材过慢。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  check(take) {
    const { ownFps, sentFps } = clipRecord(take) ?? {};
    if (ownFps === undefined || sentFps === undefined) return undefined;
    const expected = askedPictureRate(take);
    const share = sentFps / expected;
    if (share >= BOUNDS.minClipRate.limit) return undefined;
    return {
      reason: `${sentFps.toFixed(1)} of the clip's ${expected.toFixed(1)} pictures a second were sent: ${percent(share)} ${atLeast(BOUNDS.minClipRate)}.`,
    };
  },
} satisfies TakeSignal;
