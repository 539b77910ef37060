import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Presence } from '../../model/result/presence.ts';
import type { ViewerPlan } from '../../model/scenario/take.ts';
import type { Span } from '../series/span.ts';

const SECOND_MS = 1000;

/** A viewer who comes or leaves in mid-show, and the take as long as they were there: whole seconds of its measured time. */
export interface OwnTake {
  readonly take: RecordedTake;
  /** Seconds of the measured time before those of `take`. */
  readonly offset: number;
}

/**
 * Returns the take of a viewer who comes or leaves in mid-show; undefined for one who is there throughout. Whoever comes is there
 * from the first picture on, since waiting for it is measured by itself (firstFrame), or from the attempt to join if there never
 * was one. The recording of a take cut short may not show it; then the viewer was there.
 */
export function ownTake(viewer: RecordedViewer, take: RecordedTake): OwnTake | undefined {
  const { window } = take;
  const plan = take.header.take.viewers.find(({ id }) => id === viewer.id);
  if (window === undefined || plan === undefined || !comesOrGoes(plan)) return undefined;
  const there = presentIn(viewer, plan, window);
  const offset = Math.ceil((there.fromMs - window.fromMs) / SECOND_MS);
  const fromMs = window.fromMs + offset * SECOND_MS;
  const toMs =
    there.toMs < window.toMs
      ? window.fromMs + Math.floor((there.toMs - window.fromMs) / SECOND_MS) * SECOND_MS
      : window.toMs;
  const { window: _, ...rest } = take;
  return {
    offset,
    take: {
      ...rest,
      // Nobody is there for less than a second: nothing is measured then, and nothing passes.
      ...(toMs > fromMs && { window: { fromMs, toMs } }),
      // Samples of a page whose viewer has left say nothing of the viewer: silence after that is no gap.
      viewers: [{ ...viewer, timers: viewer.timers.filter(({ atMs }) => atMs <= (leftAtMs(viewer, plan) ?? atMs)) }],
    },
  };
}

/** Returns the seconds of the measured time in which the viewer of an own take was there. */
export function presenceOf({ take, offset }: OwnTake): Presence {
  const { window } = take;
  return {
    fromSecond: offset,
    toSecond: offset + (window === undefined ? 0 : (window.toMs - window.fromMs) / SECOND_MS),
  };
}

function comesOrGoes({ joinsAtMs, leavesAtMs }: ViewerPlan): boolean {
  return joinsAtMs !== undefined || leavesAtMs !== undefined;
}

function leftAtMs({ events }: Pick<RecordedViewer, 'events'>, { leavesAtMs }: ViewerPlan): number | undefined {
  return leavesAtMs === undefined ? undefined : events.find(({ name }) => name === 'left')?.atMs;
}

function presentIn({ frames, events }: RecordedViewer, plan: ViewerPlan, window: Span): Span {
  const at = (name: string) => events.find((event) => event.name === name)?.atMs;
  const came = plan.joinsAtMs === undefined ? undefined : (frames.seenMs[0] ?? at('join-started'));
  const left = leftAtMs({ events }, plan);
  return { fromMs: Math.max(window.fromMs, came ?? window.fromMs), toMs: Math.min(window.toMs, left ?? window.toMs) };
}
