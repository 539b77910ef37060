import { madeIn } from '../../../metrics/frames/made-in.ts';
import { firstAtOrAfter } from '../../../metrics/series/first-at-or-after.ts';
import type { Span } from '../../../metrics/series/span.ts';
import type { MadeFrame, RecordedTake } from '../../../model/recording/recorded-take.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { milliseconds, percent } from '../readings.ts';
import type { SecondSignal, SpoiltSpan } from '../signal.ts';

/** The publisher's picture did not come on time: judged second by second. */
export const generatorLate: SecondSignal = {
  type: 'second',
  id: 'generator-late',
  ofOwnStream: true,
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans: (take, seconds) => seconds.flatMap((second) => spoiltSecond(take, second)),
};

function spoiltSecond(take: RecordedTake, second: Span): readonly SpoiltSpan[] {
  const frames = madeIn(take.publisher.frames, second);
  const missing = missingTicks(take.publisher.frames, frames, take.header.take.scenario.broadcast.video.fps);
  const worstMs = frames.reduce((worst, { lateMs }) => Math.max(worst, lateMs), 0);
  const late = lateFraction(frames);
  const faults = [
    {
      severity: missing,
      detail: `${missing} frames were never made`,
      beyond: missing > BOUNDS.missingTicks.limit,
    },
    {
      severity: worstMs / BOUNDS.veryLateTick.limit,
      detail: `a frame was made ${milliseconds(worstMs)} late`,
      beyond: worstMs > BOUNDS.veryLateTick.limit,
    },
    {
      severity: late / BOUNDS.lateTicksInSecond.limit,
      detail: `${percent(late)} of a second's frames were made late`,
      beyond: late > BOUNDS.lateTicksInSecond.limit,
    },
  ];
  return faults.filter(({ beyond }) => beyond).map(({ severity, detail }) => ({ ...second, severity, detail }));
}

/** Share of frames begun more than 16 ms after their tick; 0 for no frames, which missingTicks sees. */
export function lateFraction(frames: readonly MadeFrame[]): number {
  const late = frames.filter(({ lateMs }) => lateMs > BOUNDS.lateTick.limit).length;
  return frames.length === 0 ? 0 : late / frames.length;
}

/** Numbers left out before a frame of this second; all of a second's ticks if it has no frame. */
function missingTicks(all: readonly MadeFrame[], inSecond: readonly MadeFrame[], fps: number): number {
  const [first] = inSecond;
  if (first === undefined) return Math.round(fps);
  const before = all[firstAtOrAfter(all.length, (place) => all[place]?.madeMs ?? Number.NaN, first.madeMs) - 1];
  const chain = before === undefined ? inSecond : [before, ...inSecond];
  return chain.reduce((sum, { frame }, i) => {
    const previous = chain[i - 1];
    return previous === undefined ? sum : sum + Math.max(0, frame - previous.frame - 1);
  }, 0);
}
