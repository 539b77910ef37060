import type { HeardColumns } from './columns.ts';
import { Listener } from './listener.ts';
import { SAMPLE_RATE } from './sound-marks.ts';
import { wallMs } from './wall.ts';

export type SoundOrder =
  | { readonly type: 'listen'; readonly readable: ReadableStream<AudioData> }
  | { readonly type: 'take' };

export type SoundNews =
  /** Undefined before any sound came. */
  | { readonly type: 'heard'; readonly heard: HeardColumns | undefined }
  | { readonly type: 'failed'; readonly reason: string };

const tell = (news: SoundNews) => postMessage(news);
let listener: Listener | undefined;

/** Listens to one attempt to join, until its track ends; an attempt before it is over. */
async function listen(readable: ReadableStream<AudioData>): Promise<void> {
  const reader = readable.getReader();
  const own = new Listener(wallMs());
  listener = own;
  let block = new Float32Array(0);
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const atMs = wallMs();
    const sound = next.value;
    try {
      if (sound.sampleRate !== SAMPLE_RATE) throw new Error(`it comes at ${sound.sampleRate} Hz, not ${SAMPLE_RATE}`);
      if (block.length !== sound.numberOfFrames) block = new Float32Array(sound.numberOfFrames);
      sound.copyTo(block, { planeIndex: 0, format: 'f32-planar' });
      own.hear(block, atMs);
    } finally {
      sound.close();
    }
  }
}

addEventListener('message', ({ data }: MessageEvent<SoundOrder>) => {
  if (data.type === 'take') return tell({ type: 'heard', heard: listener?.take(wallMs()) });
  listen(data.readable).catch((error: unknown) =>
    tell({ type: 'failed', reason: `the sound is no longer heard: ${String(error)}` }),
  );
});
