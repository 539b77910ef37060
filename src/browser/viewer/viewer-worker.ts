import { rtpStep } from '../../model/recording/rtp-steps.ts';
import { isSampledFrame } from '../../model/recording/sampled-frames.ts';
import { createSeenColumns, type SeenColumns, tenths } from '../sample-columns.ts';
import type { PicturePlan } from '../snapshots/picture-plan.ts';
import { readTimeCode, stripHeight, type TimeCode, unwrapTime } from '../time-code.ts';
import { startTimerMonitor } from '../timer-monitor.ts';
import { visibleSize } from '../visible-size.ts';
import { wallMs } from '../wall-clock.ts';
import { FramePicker, type ReferencedFrames } from './frame-picker.ts';
import { FreezeDetector } from './freeze-detector.ts';

export type ViewerCommand =
  | {
      readonly type: 'read';
      readonly readable: ReadableStream<VideoFrame>;
      readonly attempt: number;
      /** See ViewerOptions. */
      readonly correctionMs: number;
    }
  /** Sends one frame a second to the analyzer, one of the `referenced` if possible; with `pictures`, the frames of freezes too. */
  | {
      readonly type: 'show';
      readonly port: MessagePort;
      readonly referenced: ReferencedFrames;
      readonly pictures: PicturePlan | undefined;
    }
  /** The viewer has left on purpose: that no more frames come is no freeze. */
  | { readonly type: 'left' }
  | { readonly type: 'take' };

export interface Seen {
  readonly columns: SeenColumns;
  /** Frames without a readable time code. */
  readonly unreadable: number;
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

export type ViewerEvent =
  | { readonly type: 'first-frame'; readonly attempt: number; readonly atMs: number }
  | { readonly type: 'seen'; readonly seen: Seen }
  | { readonly type: 'failed'; readonly reason: string };

const post = (event: ViewerEvent) => postMessage(event);
const timers = startTimerMonitor();
let columns = createSeenColumns(wallMs());
/** RTP timestamp of the last sampled frame in `columns`. */
let lastSampledRtp: number | undefined;
let unreadable = 0;
let correctionMs = 0;
let picker: FramePicker | undefined;
let freezes: FreezeDetector | undefined;

/** Notes every decoded frame of one attempt to join, until its track ends. */
async function readFrames(readable: ReadableStream<VideoFrame>, attempt: number): Promise<void> {
  const reader = readable.getReader();
  const readCode = createCodeReader();
  let isFirst = true;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const seenMs = wallMs();
    if (isFirst) post({ type: 'first-frame', attempt, atMs: seenMs });
    isFirst = false;
    const frame = next.value;
    freezes?.arrived(seenMs);
    // Read before the frame is closed.
    const size = visibleSize(frame);
    const rtpTimestamp = rtpTimestampOf(frame);
    const code = await readCode(frame);
    noteFrame(code, seenMs, size, rtpTimestamp);
    if (code === undefined || picker === undefined) {
      frame.close();
      continue;
    }
    const captured = { frame, number: code.frame, seenMs, latencyMs: latencyOf(code, seenMs) };
    picker.offer(captured);
    if (freezes === undefined) frame.close();
    else freezes.add(captured);
  }
}

/** Returns the RTP timestamp of a received frame; undefined where the browser gives none. */
function rtpTimestampOf(frame: VideoFrame): number | undefined {
  // Newer than TypeScript's library: https://www.w3.org/TR/webcodecs-video-frame-metadata-registry/
  const { metadata } = frame as VideoFrame & { metadata?(): { readonly rtpTimestamp?: number } };
  return metadata?.call(frame).rtpTimestamp;
}

function noteFrame(
  code: TimeCode | undefined,
  seenMs: number,
  size: ReturnType<typeof visibleSize>,
  rtpTimestamp: number | undefined,
): void {
  if (code === undefined) {
    unreadable++;
    return;
  }
  const last = columns.sizes.at(-1);
  if (last?.width !== size.width || last.height !== size.height)
    columns.sizes.push({ at: columns.frame.length, ...size });
  if (rtpTimestamp !== undefined && isSampledFrame(rtpTimestamp)) {
    columns.sampledAt.push(columns.frame.length);
    columns.sampledRtpSteps.push(rtpStep(rtpTimestamp, lastSampledRtp));
    lastSampledRtp = rtpTimestamp;
  }
  columns.frame.push(code.frame);
  columns.seenMs.push(tenths(seenMs - columns.baseMs));
  columns.latencyMs.push(latencyOf(code, seenMs));
}

function latencyOf({ timeMs }: TimeCode, seenMs: number): number {
  const nowMs = seenMs + correctionMs;
  return tenths(nowMs - unwrapTime(timeMs, nowMs));
}

/**
 * Creates a function that reads a frame's time code, undefined if there is none. It copies only the strip: the whole picture
 * would cost ten times as much.
 */
function createCodeReader(): (frame: VideoFrame) => Promise<TimeCode | undefined> {
  let buffer = new Uint8Array(0);
  let hasFailed = false;
  return async (frame) => {
    try {
      const { width, height } = visibleSize(frame);
      const strip = stripHeight(height);
      const options = { rect: { x: 0, y: 0, width, height: strip } };
      const needed = frame.allocationSize(options);
      if (buffer.length < needed) buffer = new Uint8Array(needed);
      const [luma] = await frame.copyTo(buffer, options);
      return luma === undefined ? undefined : readTimeCode(buffer, luma.offset, luma.stride, width, strip);
    } catch (error) {
      if (!hasFailed) post({ type: 'failed', reason: `a ${frame.format} frame cannot be read: ${String(error)}` });
      hasFailed = true;
      return undefined;
    }
  };
}

addEventListener('message', ({ data }: MessageEvent<ViewerCommand>) => {
  if (data.type === 'read') {
    correctionMs = data.correctionMs;
    readFrames(data.readable, data.attempt).catch((error: unknown) =>
      post({ type: 'failed', reason: `frames are no longer read: ${String(error)}` }),
    );
    return;
  }
  if (data.type === 'show') {
    const { port, referenced, pictures } = data;
    picker = new FramePicker(port, referenced);
    if (pictures !== undefined)
      freezes = new FreezeDetector(pictures, (event, frames) => port.postMessage(event, frames));
    return;
  }
  if (data.type === 'left') {
    freezes?.end();
    freezes = undefined;
    return;
  }
  freezes?.check(wallMs());
  post({ type: 'seen', seen: { columns, unreadable, ...timers.take() } });
  columns = createSeenColumns(wallMs());
  lastSampledRtp = undefined;
  unreadable = 0;
});
