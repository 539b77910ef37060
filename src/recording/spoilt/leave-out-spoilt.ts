import { type Cut, findCuts, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { EventLine } from '../../model/recording/event-line.ts';
import type { RecordedTake, RecordedViewer, SizedFrom } from '../../model/recording/recorded-take.ts';
import { moveLines, moveMoments } from './line-times.ts';
import { spliceCounters } from './splice-counters.ts';
import { type SplicedMade, spliceMade } from './splice-made.ts';
import { spliceSeen } from './splice-seen.ts';
import { spliceHeard, spliceMarksMade } from './splice-sound.ts';
import { spliceStamped } from './splice-stamped.ts';

/**
 * Returns the take without the spoilt seconds of its window, everything after them moved back: the window is contiguous
 * and as long as asked, and neither metrics nor verdicts know about cuts. Returns the same take where nothing was
 * spoilt.
 */
export function leaveOutSpoilt(take: RecordedTake): RecordedTake {
  const { window, end, publisher } = take;
  const cuts = window === undefined ? [] : findCuts(window);
  if (window === undefined || cuts.length === 0) return take;
  const { fps } = take.header.take.scenario.broadcast.video;
  const made = spliceMade(publisher.frames, cuts, fps);
  return {
    ...take,
    window: { ...window, toMs: joinedMs(cuts, window.toMs) },
    ...(end && { end: { ...end, atMs: joinedMs(cuts, end.atMs) } }),
    lastAtMs: joinedMs(cuts, take.lastAtMs),
    events: moveEvents(take.events, cuts),
    publisher: {
      frames: made.frames,
      ...(publisher.clipRates && { clipRates: moveLines(publisher.clipRates, cuts) }),
      marks: spliceMarksMade(publisher.marks, cuts),
      stats: spliceCounters(publisher.stats, cuts),
      ...(publisher.sdk && { sdk: moveLines(publisher.sdk, cuts) }),
    },
    viewers: take.viewers.map((viewer) => spliceViewer(viewer, cuts, made, fps)),
    host: moveLines(take.host, cuts),
    links: moveLines(take.links, cuts),
    origin: moveLines(take.origin, cuts),
  };
}

function spliceViewer(viewer: RecordedViewer, cuts: readonly Cut[], made: SplicedMade, fps: number): RecordedViewer {
  const timers = moveLines(viewer.timers, cuts);
  const frames = spliceSeen(viewer.frames, cuts, made, fps);
  return {
    ...viewer,
    frames,
    ...(viewer.stamped && { stamped: spliceStamped(viewer.stamped, cuts) }),
    unreadableFrames: timers.reduce((sum, { unreadableFrames = 0 }) => sum + unreadableFrames, 0),
    ...(viewer.sizes && { sizes: moveSizes(viewer.sizes, cuts, frames.seenMs) }),
    clarity: moveMoments(viewer.clarity, cuts),
    ...(viewer.sound && { sound: spliceHeard(viewer.sound, cuts) }),
    stats: spliceCounters(viewer.stats, cuts),
    timers,
    ...(viewer.sdk && { sdk: moveLines(viewer.sdk, cuts) }),
    ...(viewer.device && { device: moveLines(viewer.device, cuts) }),
    events: moveEvents(viewer.events, cuts),
  };
}

/** Moves events and keeps all of them: who crashed in a cut is gone after it, and who joined in it is there. */
function moveEvents(events: readonly EventLine[], cuts: readonly Cut[]): readonly EventLine[] {
  return events.map((event) => ({ ...event, atMs: joinedMs(cuts, event.atMs) }));
}

/** Moves size changes. One in a cut moves to the first frame decoded after the cut, and is dropped if there is none. */
function moveSizes(sizes: readonly SizedFrom[], cuts: readonly Cut[], seenMs: Float64Array): readonly SizedFrom[] {
  const moved: SizedFrom[] = [];
  for (const size of sizes) {
    const joinMs = joinedMs(cuts, size.atMs);
    const atMs = isCutOut(cuts, size.atMs) ? seenMs.find((ms) => ms >= joinMs) : joinMs;
    if (atMs === undefined) continue;
    while ((moved.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) >= atMs) moved.pop();
    const last = moved.at(-1);
    if (last?.width !== size.width || last.height !== size.height) moved.push({ ...size, atMs });
  }
  return moved;
}
