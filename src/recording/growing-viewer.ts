import type { EventLine } from '../model/recording/event-line.ts';
import type { ClarityLine, FramesSeenLine } from '../model/recording/frame-lines.ts';
import type {
  ClaritySample,
  DeviceSample,
  RecordedViewer,
  SdkSample,
  SizedFrom,
  SoundMark,
  StatsSample,
  TimerSample,
} from '../model/recording/recorded-take.ts';
import type { DeviceLine, SdkLine } from '../model/recording/sample-lines.ts';
import type { SoundHeardLine } from '../model/recording/sound-lines.ts';
import { GrowingFrames } from './growing-frames.ts';
import { GrowingStamps } from './growing-stamps.ts';
import { sortByTime } from './sort-by-time.ts';

/**
 * Longest gap between intervals that are joined, as in the viewer (browser/audio/sound-monitor.ts): clock noise, less than a
 * 10 ms block.
 */
const JOIN_MS = 6;

/** Data read about a viewer so far. */
export interface GrowingViewer {
  readonly id: string;
  readonly region: string;
  readonly frames: GrowingFrames;
  readonly stamps: GrowingStamps;
  unreadableFrames: number;
  sizes?: SizedFrom[];
  readonly clarity: ClaritySample[];
  sound?: GrowingSound;
  readonly stats: StatsSample[];
  readonly timers: TimerSample[];
  sdk?: SdkSample[];
  device?: DeviceSample[];
}

type Interval = { fromMs: number; toMs: number };

interface GrowingSound {
  readonly intervals: Interval[];
  stereo?: Interval[];
  readonly marks: SoundMark[];
}

export function createGrowingViewer(id: string, region: string): GrowingViewer {
  const [frames, stamps] = [new GrowingFrames(), new GrowingStamps()];
  return { id, region, frames, stamps, unreadableFrames: 0, clarity: [], stats: [], timers: [] };
}

export function addSeen(viewer: GrowingViewer, line: FramesSeenLine): void {
  viewer.frames.add(line);
  viewer.stamps.addSeen(line);
  for (const { at, width, height } of line.sizes ?? []) {
    viewer.sizes ??= [];
    const seenMs = line.seenMs[at];
    const last = viewer.sizes.at(-1);
    if (seenMs === undefined || (last?.width === width && last.height === height)) continue;
    viewer.sizes.push({ atMs: line.baseMs + seenMs, width, height });
  }
  viewer.unreadableFrames += line.unreadable;
  viewer.timers.push({
    atMs: line.atMs,
    ...(line.timerLateP99Ms === undefined ? {} : { lateP99Ms: line.timerLateP99Ms }),
    ...(line.unreadable > 0 && { unreadableFrames: line.unreadable }),
  });
}

export function addClarity(viewer: GrowingViewer, line: ClarityLine): void {
  line.seenMs.forEach((seenMs, i) => {
    const ssim = line.ssim[i];
    const psnrDb = line.psnrDb[i];
    if (ssim !== undefined && psnrDb !== undefined) viewer.clarity.push({ atMs: line.baseMs + seenMs, ssim, psnrDb });
  });
}

export function addHeard(viewer: GrowingViewer, line: SoundHeardLine): void {
  viewer.sound ??= { intervals: [], marks: [] };
  const { sound } = viewer;
  addIntervals(sound.intervals, line.baseMs, line.fromMs, line.toMs);
  if (line.stereoFromMs !== undefined && line.stereoToMs !== undefined) {
    sound.stereo ??= [];
    addIntervals(sound.stereo, line.baseMs, line.stereoFromMs, line.stereoToMs);
  }
  sound.marks.push(...toSoundMarks(line.baseMs, line.mark, line.markMs));
}

function addIntervals(
  intervals: Interval[],
  baseMs: number,
  allFromMs: readonly number[],
  allToMs: readonly number[],
): void {
  allFromMs.forEach((from, i) => {
    const to = allToMs[i];
    if (to === undefined) return;
    const [fromMs, toMs] = [baseMs + from, baseMs + to];
    const last = intervals.at(-1);
    // An interval may continue from one line to the next.
    if (last !== undefined && fromMs - last.toMs <= JOIN_MS) last.toMs = Math.max(last.toMs, toMs);
    else intervals.push({ fromMs, toMs });
  });
}

export function addSdk(viewer: { sdk?: SdkSample[] }, { atMs, figures }: SdkLine): void {
  viewer.sdk ??= [];
  viewer.sdk.push({ atMs, figures });
}

export function addDevice(viewer: GrowingViewer, { type: _, viewer: __, ...sample }: DeviceLine): void {
  viewer.device ??= [];
  viewer.device.push(sample);
}

/** Returns marks from columns of a line; their times are relative to `baseMs`. */
export function toSoundMarks(baseMs: number, marks: readonly number[], times: readonly number[]): SoundMark[] {
  return marks.flatMap((mark, i) => {
    const ms = times[i];
    return ms === undefined ? [] : [{ mark, atMs: baseMs + ms }];
  });
}

/** Completes a viewer, with everything in order of time and with its own events. */
export function finishViewer(growing: GrowingViewer, events: readonly EventLine[]): RecordedViewer {
  const { stamps, ...viewer } = growing;
  const stamped = stamps.finish();
  return {
    ...viewer,
    frames: viewer.frames.finish(),
    ...(stamped && { stamped }),
    clarity: sortByTime(viewer.clarity),
    ...(viewer.sound && { sound: { ...viewer.sound, marks: sortByTime(viewer.sound.marks) } }),
    stats: sortByTime(viewer.stats),
    timers: sortByTime(viewer.timers),
    ...(viewer.sdk && { sdk: sortByTime(viewer.sdk) }),
    ...(viewer.device && { device: sortByTime(viewer.device) }),
    events: events.filter((event) => event.source === viewer.id),
  };
}
