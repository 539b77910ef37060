import type { ClipFacts } from '../../model/recording/clip-facts.ts';
import { FrameIntervals } from './frame-intervals.ts';

/** A clip that plays, looped without end. */
export interface PlayingClip {
  readonly facts: ClipFacts;
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
let opened: Promise<void> | undefined;

/** Loads the file chosen in the input, once, and decodes its first picture. Rejects with why this browser cannot. */
export function openClip(): Promise<void> {
  opened ??= load();
  return opened;
}

async function load(): Promise<void> {
  const file = input.files?.[0];
  if (file === undefined) throw new Error('no clip was chosen');
  const loaded = new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () =>
      reject(new Error(`a file that this browser cannot play: ${video.error?.message || 'unknown format'}`));
    setTimeout(() => reject(new Error(`nothing to see in ${LOAD_TIMEOUT_MS / 1000} s`)), LOAD_TIMEOUT_MS);
  });
  // Muted, it is heard in the captured sound all the same.
  Object.assign(video, { muted: true, loop: true, playsInline: true, src: URL.createObjectURL(file) });
  await loaded;
  // A browser without the right decoder plays the sound alone, and says nothing.
  if (video.videoWidth === 0) throw new Error('no picture that this browser can decode');
}

/**
 * Plays the chosen file. Calls `onPicture` with each of its pictures once, when it is shown; the receiver closes it. (A
 * captured track polls the player at a rate of its own: it repeats pictures, and would go on while the decoder stands still.)
 */
export async function playClip(onPicture: (picture: VideoFrame) => void): Promise<PlayingClip> {
  await openClip();
  const intervals = new FrameIntervals();
  const onShown: VideoFrameRequestCallback = (_, { mediaTime }) => {
    intervals.add(mediaTime);
    onPicture(new VideoFrame(video, { timestamp: Math.round(mediaTime * 1e6) }));
    video.requestVideoFrameCallback(onShown);
  };
  video.requestVideoFrameCallback(onShown);
  await video.play().catch((error: unknown) => {
    throw new Error(`this browser cannot play the clip: ${video.error?.message || String(error)}`);
  });
  const captured = (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
  for (const picture of captured.getVideoTracks()) picture.stop();
  const [sound] = captured.getAudioTracks();
  return {
    facts: { width: video.videoWidth, height: video.videoHeight, hasSound: sound !== undefined },
    sound,
    get frameRate() {
      return intervals.frameRate;
    },
  };
}
