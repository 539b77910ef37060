import { madeIn } from '../../../metrics/frames/made-in.ts';
import { firstAtOrAfter } from '../../../metrics/series/first-at-or-after.ts';
import type { Span } from '../../../metrics/series/span.ts';
import type { MadeFrame, RecordedTake } from '../../../model/recording/recorded-take.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, GRADED_HOG, STARVED_HOSTS } from '../bounds.ts';
import { atMost, milliseconds, percent } from '../readings.ts';
import type { SecondSignal, SpoiltSpan } from '../signal.ts';

const BOUNDS = {
  /** Lateness from which a tick of the frame clock counts as late. */
  lateTick: { limit: 16, unit: 'ms', origin: `${STARVED_HOSTS}: healthy 0-2 % of ticks, starved 5-80 %` },
  /** Share of late ticks in one second: more than three of 30, since 3 % is not even one tick. */
  lateTicksInSecond: {
    limit: 0.1,
    unit: 'fraction',
    origin: `${GRADED_HOG}: without at most 0.03, above 4 % taken 0.16 (p99)`,
  },
  /** Lateness of a single tick. */
  veryLateTick: { limit: 50, unit: 'ms', origin: STARVED_HOSTS },
  /** Ticks of a second for which no frame was made. */
  missingTicks: { limit: 0, unit: 'count', origin: 'a tick that made no frame would look like a lost frame' },
} as const satisfies Bounds;

/** The publisher's pictures were not made on time, judged second by second. */
export const generatorLate = {
  type: 'second',
  id: 'generator-late',
  title: { en: 'This machine made the pictures to be sent too late.', zh: '本机生成待发送画面过晚。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  fromJoin: false,
  spoiltSpans: (take, seconds) => seconds.flatMap((second) => spoiltSecond(take, second)),
} satisfies SecondSignal;

function spoiltSecond(take: RecordedTake, second: Span): readonly SpoiltSpan[] {
  const frames = madeIn(take.publisher.frames, second);
  const missing = missingTicks(take.publisher.frames, frames, take.header.take.scenario.broadcast.video.fps);
  const worstMs = frames.reduce((worst, { lateMs }) => Math.max(worst, lateMs), 0);
  const late = lateFraction(frames);
  const faults = [
    {
      severity: missing,
      detail: `${missing} frames were never made ${atMost(BOUNDS.missingTicks)}`,
      beyond: missing > BOUNDS.missingTicks.limit,
    },
    {
      severity: worstMs / BOUNDS.veryLateTick.limit,
      detail: `a frame was made ${milliseconds(worstMs)} late ${atMost(BOUNDS.veryLateTick)}`,
      beyond: worstMs > BOUNDS.veryLateTick.limit,
    },
    {
      severity: late / BOUNDS.lateTicksInSecond.limit,
      detail: `${percent(late)} of a second's frames were made late ${atMost(BOUNDS.lateTicksInSecond)}`,
      beyond: late > BOUNDS.lateTicksInSecond.limit,
    },
  ];
  return faults.filter(({ beyond }) => beyond).map(({ severity, detail }) => ({ ...second, severity, detail }));
}

/** Returns the share of frames begun late after their tick; 0 without frames, which missingTicks catches. */
export function lateFraction(frames: readonly MadeFrame[]): number {
  const late = frames.filter(({ lateMs }) => lateMs > BOUNDS.lateTick.limit).length;
  return frames.length === 0 ? 0 : late / frames.length;
}

/** Counts the frame numbers skipped before frames of this second; all of a second's ticks if it has no frame. */
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
