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
  /** Whether pictures of the user's clip come; otherwise the presenter is drawn. */
  readonly isClip: boolean;
}

export type PublisherCommand =
  | PublisherStart
  /** The clip's next picture. */
  | { readonly type: 'picture'; readonly picture: VideoFrame }
  | { readonly type: 'take' };
export type PublisherEvent =
  | { readonly type: 'made'; readonly made: MadeColumns; readonly bands: ReferenceBands[] }
  | { readonly type: 'failed'; readonly reason: string };

interface Drawn {
  readonly picture: VideoFrame;
  /** Whether the picture, its time code included, is the same as the last one. */
  readonly isRepeat: boolean;
}

/** Makes the picture of frame n with the time code for `stampMs` in it; returns undefined while there is none yet. */
type Draw = (frame: number, stampMs: number, timestamp: number) => Drawn | undefined;

const COLOUR_SPACE: VideoColorSpaceInit = { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false };

let made = createMadeColumns(wallMs(), false);
/** Cuts reference bands; undefined unless a clip is played. */
let cutter: BandCutter | undefined;
/** Takes the clip's next picture, and closes it. */
let takePicture = (picture: VideoFrame) => picture.close();
const post = (event: PublisherEvent) => postMessage(event);

function start({ writable, width, height, fps, correctionMs, isClip }: PublisherStart): void {
  const writer = writable.getWriter();
  made = createMadeColumns(wallMs(), isClip);
  const draw = isClip ? drawClip(width, height, fps) : drawPresenter(width, height);
  // Read only now: drawing the scenery takes as long as some frames.
  const epochMs = Math.ceil(wallMs());
  const stop = startTickClock(fps, epochMs, ({ frame, lateMs }) => {
    // Whole milliseconds, both in the time code and in the log.
    const stampMs = Math.floor(wallMs());
    const drawn = draw(frame, stampMs + correctionMs, Math.round((stampMs - epochMs) * 1000));
    if (drawn === undefined) return;
    writer.write(drawn.picture).catch((error: unknown) => {
      stop();
      post({ type: 'failed', reason: `the video track takes no more frames: ${String(error)}` });
    });
    if (drawn.isRepeat) made.repeatedAt?.push(made.frame.length);
    made.frame.push(frame);
    made.madeMs.push(stampMs - made.baseMs);
    made.lateMs.push(tenths(lateMs));
  });
}

function drawPresenter(width: number, height: number): Draw {
  const scene = new Scene(width, height);
  scene.prepare();
  const data = new Uint8Array(scene.byteLength);
  return (frame, stampMs, timestamp) => {
    scene.render(frame, data);
    paintTimeCode(data, width, height, frame, stampMs);
    const picture = new VideoFrame(data, {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp,
      colorSpace: COLOUR_SPACE,
    });
    return { picture, isRepeat: false };
  };
}

/**
 * Draws the clip's newest picture; cuts reference bands out of some of them for the viewers. A picture that the clip shows for
 * longer than a frame is sent again as it is, with the same time code: viewers count the clip's pictures, not the clock's ticks.
 */
function drawClip(width: number, height: number, fps: number): Draw {
  const bandCutter = new BandCutter(fps);
  cutter = bandCutter;
  const planes = new ClipPlanes(width, height);
  // One after another: they are copied into one buffer.
  let last: Promise<void> = Promise.resolve();
  takePicture = (picture) => {
    last = last
      .then(() => planes.take(picture))
      .catch((error: unknown) =>
        post({ type: 'failed', reason: `a picture of the clip cannot be drawn: ${String(error)}` }),
      )
      .finally(() => picture.close());
  };
  let shown = 0;
  return (frame, stampMs, timestamp) => {
    const { picture: newest, taken } = planes;
    if (newest === undefined) return undefined;
    const { data, colorSpace } = newest;
    const isRepeat = taken === shown;
    if (!isRepeat) {
      paintTimeCode(data, width, height, frame, stampMs);
      bandCutter.cut({ data, offset: 0, stride: width }, width, height, frame);
    }
    shown = taken;
    const picture = new VideoFrame(data, {
      ...{ format: 'I420', codedWidth: width, codedHeight: height, timestamp, colorSpace },
    });
    return { picture, isRepeat };
  };
}

addEventListener('message', ({ data }: MessageEvent<PublisherCommand>) => {
  try {
    if (data.type === 'start') start(data);
    else if (data.type === 'picture') takePicture(data.picture);
    else {
      post({ type: 'made', made, bands: cutter?.take() ?? [] });
      made = createMadeColumns(wallMs(), cutter !== undefined);
    }
  } catch (error) {
    post({ type: 'failed', reason: String(error) });
  }
});
