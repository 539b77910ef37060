import type { ClipFacts } from '../../model/recording/clip-facts.ts';
import { FrameIntervals } from './frame-intervals.ts';

/** A clip that plays, looped without end. */
export interface PlayingClip {
  readonly facts: ClipFacts;
  readonly pictures: ReadableStream<VideoFrame>;
  /** Its own sound; undefined for a silent clip. */
  readonly sound: MediaStreamTrack | undefined;
  /** Pictures a second by the clip's own timestamps; undefined before enough have been shown. */
  readonly frameRate: number | undefined;
}

const LOAD_TIMEOUT_MS = 15_000;

const input = Object.assign(document.createElement('input'), { type: 'file', id: 'clip' });
document.body.append(input);

/**
 * Not attached to the document: what nobody looks at need not be painted. Referenced here, or it would be collected while it
 * plays.
 */
const video = document.createElement('video');
let opened: Promise<ClipFacts> | undefined;

/** Loads the file chosen in the input, once, and decodes its first picture. Rejects with why this browser cannot. */
export function openClip(): Promise<ClipFacts> {
  opened ??= load();
  return opened;
}

async function load(): Promise<ClipFacts> {
  const file = input.files?.[0];
  if (file === undefined) throw new Error('no clip was chosen');
  const loaded = new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () => reject(new Error(`this browser cannot play it: ${video.error?.message || 'unknown format'}`));
    setTimeout(() => reject(new Error(`it shows no picture in ${LOAD_TIMEOUT_MS / 1000} s`)), LOAD_TIMEOUT_MS);
  });
  // Muted, it is heard in the captured sound all the same.
  Object.assign(video, { muted: true, loop: true, playsInline: true, src: URL.createObjectURL(file) });
  await loaded;
  // A browser without the right decoder plays the sound alone, and says nothing.
  if (video.videoWidth === 0) throw new Error('it has no picture that this browser can decode');
  return { width: video.videoWidth, height: video.videoHeight, hasSound: tracks().getAudioTracks().length > 0 };
}

/** Plays the chosen file. */
export async function playClip(): Promise<PlayingClip> {
  const facts = await openClip();
  await video.play().catch((error: unknown) => {
    throw new Error(`this browser cannot play the clip: ${video.error?.message || String(error)}`);
  });
  const intervals = watchIntervals();
  const captured = tracks();
  const [picture] = captured.getVideoTracks();
  const [sound] = captured.getAudioTracks();
  if (picture === undefined) throw new Error('the clip has no picture');
  const { readable } = new MediaStreamTrackProcessor({ track: picture as MediaStreamVideoTrack });
  return {
    facts,
    pictures: readable,
    sound,
    get frameRate() {
      return intervals.frameRate;
    },
  };
}

/** Watches the timestamps in the file: those of the captured pictures only say when they were shown. */
function watchIntervals(): FrameIntervals {
  const intervals = new FrameIntervals();
  const onFrame: VideoFrameRequestCallback = (_, { mediaTime }) => {
    intervals.add(mediaTime);
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
  return intervals;
}

let stream: MediaStream | undefined;

/** Returns the clip's tracks, always the same. */
function tracks(): MediaStream {
  stream ??= (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
  return stream;
}
