import { createMadeColumns, type MadeColumns, tenths } from '../sample-columns.ts';
import { paintTimeCode } from '../time-code.ts';
import { wallMs } from '../wall-clock.ts';
import { ClipPlanes } from './clip-planes.ts';
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
  /** Decoded pictures of the user's clip; undefined: the generated presenter. */
  readonly clip?: ReadableStream<VideoFrame>;
}

export type PublisherCommand = PublisherStart | { readonly type: 'take' };
export type PublisherEvent =
  | { readonly type: 'made'; readonly made: MadeColumns; readonly bands: ReferenceBands[] }
  | { readonly type: 'failed'; readonly reason: string };

/** Makes the picture of frame n with the time code for `stampMs` in it; returns undefined while there is none yet. */
type Draw = (frame: number, stampMs: number, timestamp: number) => VideoFrame | undefined;

const COLOUR_SPACE: VideoColorSpaceInit = { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false };

let made = createMadeColumns(wallMs());
/** Cuts reference bands; undefined unless a clip is played. */
let cutter: BandCutter | undefined;
const post = (event: PublisherEvent) => postMessage(event);

function start({ writable, width, height, fps, correctionMs, clip }: PublisherStart): void {
  const writer = writable.getWriter();
  const draw = clip === undefined ? drawPresenter(width, height) : drawClip(clip, width, height, fps);
  // Read only now: drawing the scenery takes as long as some frames.
  const epochMs = Math.ceil(wallMs());
  const stop = startTickClock(fps, epochMs, ({ frame, lateMs }) => {
    // Whole milliseconds, both in the time code and in the log.
    const stampMs = Math.floor(wallMs());
    const picture = draw(frame, stampMs + correctionMs, Math.round((stampMs - epochMs) * 1000));
    if (picture === undefined) return;
    writer.write(picture).catch((error: unknown) => {
      stop();
      post({ type: 'failed', reason: `the video track takes no more frames: ${String(error)}` });
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

/** Draws the clip's newest picture; cuts reference bands out of some of them for the viewers. */
function drawClip(clip: ReadableStream<VideoFrame>, width: number, height: number, fps: number): Draw {
  const bandCutter = new BandCutter(fps);
  cutter = bandCutter;
  const planes = new ClipPlanes(width, height);
  void (async () => {
    const reader = clip.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      await planes.take(next.value).finally(() => next.value?.close());
    }
  })().catch((error: unknown) => post({ type: 'failed', reason: `the clip's pictures ended: ${String(error)}` }));
  return (frame, stampMs, timestamp) => {
    const { picture } = planes;
    if (picture === undefined) return undefined;
    const { data, colorSpace } = picture;
    paintTimeCode(data, width, height, frame, stampMs);
    bandCutter.cut({ data, offset: 0, stride: width }, width, height, frame);
    return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp, colorSpace });
  };
}

addEventListener('message', ({ data }: MessageEvent<PublisherCommand>) => {
  try {
    if (data.type === 'start') start(data);
    else {
      post({ type: 'made', made, bands: cutter?.take() ?? [] });
      made = createMadeColumns(wallMs());
    }
  } catch (error) {
    post({ type: 'failed', reason: String(error) });
  }
});
