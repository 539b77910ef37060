import type { Calibration } from '../model/calibration.ts';
import type {
  ClaritySample,
  DeviceSample,
  MadeFrame,
  RecordedTake,
  RecordedViewer,
  SeenFrame,
  SizedFrom,
  SoundMark,
  StatsSample,
  TimerSample,
} from '../model/recorded-take.ts';
import type {
  ClarityLine,
  EnvironmentLine,
  EventLine,
  FramesMadeLine,
  FramesSeenLine,
  HeaderLine,
  HostLine,
  LinksLine,
  OriginLine,
  RecordLine,
  SoundHeardLine,
} from '../model/recording.ts';

export interface TakeGatherer {
  add(line: RecordLine): void;
  finish(tornLines: number): RecordedTake;
}

/** As the viewer joins stretches (media/page/listener.ts): its clock's own noise, less than a block of 10 ms. */
const JOIN_MS = 6;

interface GrowingViewer {
  readonly id: string;
  readonly region: string;
  readonly frames: SeenFrame[];
  unreadableFrames: number;
  sizes?: SizedFrom[];
  readonly clarity: ClaritySample[];
  sound?: GrowingSound;
  readonly stats: StatsSample[];
  readonly timers: TimerSample[];
  device?: DeviceSample[];
}

interface GrowingSound {
  readonly stretches: { fromMs: number; toMs: number }[];
  readonly marks: SoundMark[];
}

/**
 * Sorts lines into a RecordedTake. Every planned viewer is there, even one that never left a line: a viewer that
 * vanished from the recording must not vanish from the verdict. Lines of participants outside the plan are left out.
 */
export function gatherTake(header: HeaderLine): TakeGatherer {
  const viewers = new Map<string, GrowingViewer>(
    header.take.viewers.map(({ id, region }) => [
      id,
      { id, region, frames: [], unreadableFrames: 0, clarity: [], stats: [], timers: [] },
    ]),
  );
  const made: MadeFrame[] = [];
  const marks: SoundMark[] = [];
  const publisherStats: StatsSample[] = [];
  const events: EventLine[] = [];
  const host: HostLine[] = [];
  const links: LinksLine[] = [];
  const origin: OriginLine[] = [];
  let environment: EnvironmentLine | undefined;
  let calibration: Calibration | undefined;
  let window: RecordedTake['window'];
  let end: RecordedTake['end'];
  let lastAtMs = header.atMs;

  return {
    add(line) {
      lastAtMs = Math.max(lastAtMs, line.atMs);
      switch (line.type) {
        case 'header':
          break;
        case 'environment':
          environment = line;
          break;
        case 'calibration':
          calibration = { durationMs: line.durationMs, attempts: line.attempts, paths: line.paths };
          break;
        case 'event':
          events.push(line);
          break;
        case 'frames-made':
          addMade(made, line);
          break;
        case 'frames-seen': {
          const viewer = viewers.get(line.viewer);
          if (viewer) addSeen(viewer, line);
          break;
        }
        case 'clarity': {
          const viewer = viewers.get(line.viewer);
          if (viewer) addClarity(viewer, line);
          break;
        }
        case 'sound-made':
          marks.push(...marksOf(line.baseMs, line.mark, line.madeMs));
          break;
        case 'sound-heard': {
          const viewer = viewers.get(line.viewer);
          if (viewer) addHeard(viewer, line);
          break;
        }
        case 'stats': {
          const stats = line.participant === 'publisher' ? publisherStats : viewers.get(line.participant)?.stats;
          stats?.push({ atMs: line.atMs, reports: line.reports });
          break;
        }
        case 'host':
          host.push(line);
          break;
        case 'device': {
          const { type: _, viewer: id, ...sample } = line;
          const viewer = viewers.get(id);
          if (viewer) {
            viewer.device ??= [];
            viewer.device.push(sample);
          }
          break;
        }
        case 'links':
          links.push(line);
          break;
        case 'origin':
          origin.push(line);
          break;
        case 'window':
          window = { fromMs: line.fromMs, toMs: line.toMs };
          break;
        case 'end':
          end = { atMs: line.atMs, reason: line.reason, ...(line.detail === undefined ? {} : { detail: line.detail }) };
          break;
      }
    },
    finish(tornLines) {
      const ordered = byTime(events);
      return {
        header,
        ...(environment && { environment }),
        ...(calibration && { calibration }),
        ...(window && { window }),
        ...(end && { end }),
        lastAtMs,
        tornLines,
        events: ordered,
        publisher: {
          frames: made.sort((a, b) => a.madeMs - b.madeMs),
          marks: byTime(marks),
          stats: byTime(publisherStats),
        },
        viewers: [...viewers.values()].map((viewer) => finishViewer(viewer, ordered)),
        host: byTime(host),
        links: byTime(links),
        origin: byTime(origin),
      };
    },
  };
}

function finishViewer(viewer: GrowingViewer, events: readonly EventLine[]): RecordedViewer {
  return {
    ...viewer,
    frames: viewer.frames.sort((a, b) => a.seenMs - b.seenMs),
    stats: byTime(viewer.stats),
    timers: byTime(viewer.timers),
    ...(viewer.device && { device: byTime(viewer.device) }),
    events: events.filter((event) => event.source === viewer.id),
  };
}

function addMade(made: MadeFrame[], line: FramesMadeLine): void {
  line.frame.forEach((frame, i) => {
    const madeMs = line.madeMs[i];
    const lateMs = line.lateMs[i];
    if (madeMs !== undefined && lateMs !== undefined) made.push({ frame, madeMs: line.baseMs + madeMs, lateMs });
  });
}

function addSeen(viewer: GrowingViewer, line: FramesSeenLine): void {
  line.frame.forEach((frame, i) => {
    const seenMs = line.seenMs[i];
    const latencyMs = line.latencyMs[i];
    if (seenMs !== undefined && latencyMs !== undefined)
      viewer.frames.push({ frame, seenMs: line.baseMs + seenMs, latencyMs });
  });
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
    ...(line.timerLateMaxMs === undefined ? {} : { lateMaxMs: line.timerLateMaxMs }),
  });
}

function addClarity(viewer: GrowingViewer, line: ClarityLine): void {
  line.seenMs.forEach((seenMs, i) => {
    const ssim = line.ssim[i];
    const psnrDb = line.psnrDb[i];
    if (ssim !== undefined && psnrDb !== undefined) viewer.clarity.push({ atMs: line.baseMs + seenMs, ssim, psnrDb });
  });
}

function addHeard(viewer: GrowingViewer, line: SoundHeardLine): void {
  viewer.sound ??= { stretches: [], marks: [] };
  const { stretches, marks } = viewer.sound;
  line.fromMs.forEach((from, i) => {
    const to = line.toMs[i];
    if (to === undefined) return;
    const [fromMs, toMs] = [line.baseMs + from, line.baseMs + to];
    const last = stretches.at(-1);
    // What one line ends with, the next may go on with.
    if (last !== undefined && fromMs - last.toMs <= JOIN_MS) last.toMs = Math.max(last.toMs, toMs);
    else stretches.push({ fromMs, toMs });
  });
  marks.push(...marksOf(line.baseMs, line.mark, line.markMs));
}

function marksOf(baseMs: number, marks: readonly number[], times: readonly number[]): SoundMark[] {
  return marks.flatMap((mark, i) => {
    const ms = times[i];
    return ms === undefined ? [] : [{ mark, atMs: baseMs + ms }];
  });
}

/** Array.sort is stable: lines of one moment keep the order they were written in. */
function byTime<T extends { readonly atMs: number }>(lines: T[]): readonly T[] {
  return lines.sort((a, b) => a.atMs - b.atMs);
}
