import { ClipPlanes } from '../quality/clip-planes.ts';
import { createMadeColumns, type MadeColumns, tenths } from '../quality/columns.ts';
import { paintTimeCode } from '../stamp/time-code.ts';
import { wallMs } from '../wall-clock.ts';
import { BandCutter, type ReferenceBands } from './reference-bands.ts';
import { Scene } from './scene.ts';
import { startTickClock } from './tick-clock.ts';

export interface PublisherStart {
  readonly type: 'start';
  readonly writable: WritableStream<VideoFrame>;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** See PublisherOptions. */
  readonly correctionMs: number;
  /** Decoded pictures of the user's clip; the generated presenter without. */
  readonly clip?: ReadableStream<VideoFrame>;
}

export type PublisherCommand = PublisherStart | { readonly type: 'take' };
export type PublisherEvent =
  | { readonly type: 'made'; readonly made: MadeColumns; readonly bands: ReferenceBands[] }
  | { readonly type: 'failed'; readonly reason: string };

/** A picture with the time code in it, for frame n stamped at `stampMs`; undefined when there is none yet. */
type Draw = (frame: number, stampMs: number, timestamp: number) => VideoFrame | undefined;

const COLOUR_SPACE: VideoColorSpaceInit = { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false };

let made = createMadeColumns(wallMs());
/** Of a clip. */
let cutter: BandCutter | undefined;
const tell = (news: PublisherEvent) => postMessage(news);

function start({ writable, width, height, fps, correctionMs, clip }: PublisherStart): void {
  const writer = writable.getWriter();
  const draw = clip === undefined ? drawPresenter(width, height) : drawClip(clip, width, height, fps);
  // Only now: drawing the scenery takes some frames' time.
  const epochMs = Math.ceil(wallMs());
  const stop = startTickClock(fps, epochMs, ({ frame, lateMs }) => {
    // The time code has whole milliseconds; so has what is logged.
    const stampMs = Math.floor(wallMs());
    const picture = draw(frame, stampMs + correctionMs, Math.round((stampMs - epochMs) * 1000));
    if (picture === undefined) return;
    writer.write(picture).catch((error: unknown) => {
      stop();
      tell({ type: 'failed', reason: `the video track takes no more frames: ${String(error)}` });
    });
    made.frame.push(frame);
    made.madeMs.push(stampMs - made.baseMs);
    made.lateMs.push(tenths(lateMs));
  });
}

function drawPresenter(width: number, height: number): Draw {
  const scene = new Scene(width, height);
  scene.prepare();
  const picture = new Uint8Array(scene.byteLength);
  return (frame, stampMs, timestamp) => {
    scene.render(frame, picture);
    paintTimeCode(picture, width, height, frame, stampMs);
    return new VideoFrame(picture, {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp,
      colorSpace: COLOUR_SPACE,
    });
  };
}

/** The clip's newest picture, and of some of them what viewers compare theirs with. */
function drawClip(clip: ReadableStream<VideoFrame>, width: number, height: number, fps: number): Draw {
  const own = new BandCutter(fps);
  cutter = own;
  const planes = new ClipPlanes(width, height);
  void (async () => {
    const reader = clip.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      await planes.take(next.value).finally(() => next.value?.close());
    }
  })().catch((error: unknown) => tell({ type: 'failed', reason: `the clip's pictures ended: ${String(error)}` }));
  return (frame, stampMs, timestamp) => {
    const { picture } = planes;
    if (picture === undefined) return undefined;
    const { data, colorSpace } = picture;
    paintTimeCode(data, width, height, frame, stampMs);
    own.cut({ data, offset: 0, stride: width }, width, height, frame);
    return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp, colorSpace });
  };
}

addEventListener('message', ({ data }: MessageEvent<PublisherCommand>) => {
  try {
    if (data.type === 'start') start(data);
    else {
      tell({ type: 'made', made, bands: cutter?.take() ?? [] });
      made = createMadeColumns(wallMs());
    }
  } catch (error) {
    tell({ type: 'failed', reason: String(error) });
  }
});
