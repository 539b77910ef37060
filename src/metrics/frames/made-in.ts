import type { MadeFrame } from '../../model/recording/recorded-take.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import type { Span } from '../series/span.ts';

/** Returns the frames that show a new picture: of a clip, those that do not repeat the one before. */
export function withoutRepeats(frames: readonly MadeFrame[]): readonly MadeFrame[] {
  return frames.some(({ isRepeat }) => isRepeat) ? frames.filter(({ isRepeat }) => isRepeat !== true) : frames;
}

/** Returns the frames made within a half-open span; `frames` are in order of time. */
export function madeIn(frames: readonly MadeFrame[], span: Span): readonly MadeFrame[] {
  const place = (ms: number) => firstAtOrAfter(frames.length, (at) => frames[at]?.madeMs ?? Number.NaN, ms);
  return frames.slice(place(span.fromMs), place(span.toMs));
}
