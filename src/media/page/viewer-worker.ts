import { createSeenColumns, type SeenColumns, tenths } from './columns.ts';
import { readTimeCode, stripHeight, unwrapTime } from './time-code.ts';
import { startTimerWatch } from './timer-watch.ts';
import { wallMs } from './wall.ts';

export type ViewerOrder =
  | { readonly type: 'read'; readonly readable: ReadableStream<VideoFrame> }
  | { readonly type: 'take' };

export interface Seen {
  readonly columns: SeenColumns;
  readonly unreadable: number;
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

export type ViewerNews =
  | { readonly type: 'first-frame'; readonly atMs: number }
  | { readonly type: 'seen'; readonly seen: Seen }
  | { readonly type: 'failed'; readonly reason: string };

const tell = (news: ViewerNews) => postMessage(news);
const timers = startTimerWatch();
let columns = createSeenColumns(wallMs());
let unreadable = 0;
let anyFrame = false;

/** Reads the time code of every decoded frame. Only the strip is copied: the whole picture would cost ten times as much. */
async function readFrames(readable: ReadableStream<VideoFrame>): Promise<void> {
  const reader = readable.getReader();
  let buffer = new Uint8Array(0);
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const frame = next.value;
    const seenMs = wallMs();
    if (!anyFrame) tell({ type: 'first-frame', atMs: seenMs });
    anyFrame = true;
    try {
      const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
      const strip = stripHeight(height);
      const rect = { x: 0, y: 0, width, height: strip };
      const needed = frame.allocationSize({ rect });
      if (buffer.length < needed) buffer = new Uint8Array(needed);
      const [luma] = await frame.copyTo(buffer, { rect });
      const code = luma === undefined ? undefined : readTimeCode(buffer, luma.offset, luma.stride, width, strip);
      if (code === undefined) unreadable++;
      else {
        columns.frame.push(code.frame);
        columns.seenMs.push(tenths(seenMs - columns.baseMs));
        columns.latencyMs.push(tenths(seenMs - unwrapTime(code.timeMs, seenMs)));
      }
    } finally {
      frame.close();
    }
  }
}

addEventListener('message', ({ data }: MessageEvent<ViewerOrder>) => {
  if (data.type === 'read') {
    readFrames(data.readable).catch((error: unknown) => tell({ type: 'failed', reason: String(error) }));
    return;
  }
  tell({ type: 'seen', seen: { columns, unreadable, ...timers.take() } });
  columns = createSeenColumns(wallMs());
  unreadable = 0;
});
