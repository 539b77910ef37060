import { createSeenColumns, type SeenColumns, tenths } from '../quality/columns.ts';
import type { PicturePlan } from '../snapshots/picture-plan.ts';
import { readTimeCode, stripHeight, type TimeCode, unwrapTime } from '../stamp/time-code.ts';
import { startTimerWatch } from '../timer-watch.ts';
import { wallMs } from '../wall-clock.ts';
import { FramePicker } from './frame-picker.ts';
import { FreezeWatch } from './freeze-watch.ts';

export type ViewerCommand =
  | {
      readonly type: 'read';
      readonly readable: ReadableStream<VideoFrame>;
      readonly attempt: number;
      /** See ViewerOptions. */
      readonly correctionMs: number;
    }
  /** One frame a second to the witness, its number a multiple of `step` if may be; with a plan the frames of freezes too. */
  | {
      readonly type: 'show';
      readonly port: MessagePort;
      readonly step: number;
      readonly pictures: PicturePlan | undefined;
    }
  | { readonly type: 'take' };

export interface Seen {
  readonly columns: SeenColumns;
  readonly unreadable: number;
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

export type ViewerEvent =
  | { readonly type: 'first-frame'; readonly attempt: number; readonly atMs: number }
  | { readonly type: 'seen'; readonly seen: Seen }
  | { readonly type: 'failed'; readonly reason: string };

const tell = (news: ViewerEvent) => postMessage(news);
const timers = startTimerWatch();
let columns = createSeenColumns(wallMs());
let unreadable = 0;
let correctionMs = 0;
let picker: FramePicker | undefined;
let freezes: FreezeWatch | undefined;

/** Notes every decoded frame of one attempt to join, until its track ends. */
async function readFrames(readable: ReadableStream<VideoFrame>, attempt: number): Promise<void> {
  const reader = readable.getReader();
  const readCode = createCodeReader();
  let isFirst = true;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const seenMs = wallMs();
    if (isFirst) tell({ type: 'first-frame', attempt, atMs: seenMs });
    isFirst = false;
    const frame = next.value;
    freezes?.arrived(seenMs);
    // Before it is closed.
    const size = sizeOf(frame);
    const code = await readCode(frame);
    noteFrame(code, seenMs, size);
    if (code === undefined || picker === undefined) {
      frame.close();
      continue;
    }
    const shot = { frame, number: code.frame, seenMs, latencyMs: latencyOf(code, seenMs) };
    picker.look(shot);
    if (freezes === undefined) frame.close();
    else freezes.saw(shot);
  }
}

function sizeOf({ visibleRect, codedWidth, codedHeight }: VideoFrame) {
  return { width: visibleRect?.width ?? codedWidth, height: visibleRect?.height ?? codedHeight };
}

function noteFrame(code: TimeCode | undefined, seenMs: number, size: ReturnType<typeof sizeOf>): void {
  if (code === undefined) {
    unreadable++;
    return;
  }
  const last = columns.sizes.at(-1);
  if (last?.width !== size.width || last.height !== size.height)
    columns.sizes.push({ at: columns.frame.length, ...size });
  columns.frame.push(code.frame);
  columns.seenMs.push(tenths(seenMs - columns.baseMs));
  columns.latencyMs.push(latencyOf(code, seenMs));
}

function latencyOf({ timeMs }: TimeCode, seenMs: number): number {
  const nowMs = seenMs + correctionMs;
  return tenths(nowMs - unwrapTime(timeMs, nowMs));
}

/** Reads a frame's time code; undefined if there is none. Only the strip is copied: the whole picture would cost ten times as much. */
function createCodeReader(): (frame: VideoFrame) => Promise<TimeCode | undefined> {
  let buffer = new Uint8Array(0);
  let hasFailed = false;
  return async (frame) => {
    try {
      const { width, height } = sizeOf(frame);
      const strip = stripHeight(height);
      const options = { rect: { x: 0, y: 0, width, height: strip } };
      const needed = frame.allocationSize(options);
      if (buffer.length < needed) buffer = new Uint8Array(needed);
      const [luma] = await frame.copyTo(buffer, options);
      return luma === undefined ? undefined : readTimeCode(buffer, luma.offset, luma.stride, width, strip);
    } catch (error) {
      if (!hasFailed) tell({ type: 'failed', reason: `a ${frame.format} frame cannot be read: ${String(error)}` });
      hasFailed = true;
      return undefined;
    }
  };
}

addEventListener('message', ({ data }: MessageEvent<ViewerCommand>) => {
  if (data.type === 'read') {
    correctionMs = data.correctionMs;
    readFrames(data.readable, data.attempt).catch((error: unknown) =>
      tell({ type: 'failed', reason: `frames are no longer read: ${String(error)}` }),
    );
    return;
  }
  if (data.type === 'show') {
    const { port, step, pictures } = data;
    picker = new FramePicker(port, step);
    if (pictures !== undefined) freezes = new FreezeWatch(pictures, (news, frames) => port.postMessage(news, frames));
    return;
  }
  freezes?.look(wallMs());
  tell({ type: 'seen', seen: { columns, unreadable, ...timers.take() } });
  columns = createSeenColumns(wallMs());
  unreadable = 0;
});
