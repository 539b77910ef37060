import { Listener } from './listener.ts';
import { SAMPLE_RATE } from './sound-marks.ts';
import { wallMs } from './wall.ts';

/**
 * Blocks come every 10 ms. One that had to be waited for was read as it came, and tells the time; those until the next such
 * one are left to gather, so that this thread wakes 15 times a second instead of 100.
 */
const GATHER_MS = 60;
const WAITED_MS = 1;

/** Listens to a received track until it ends. */
export async function listen(
  readable: ReadableStream<AudioData>,
  onBegun: (listener: Listener) => void,
): Promise<void> {
  const reader = readable.getReader();
  const listener = new Listener(wallMs());
  onBegun(listener);
  let block = new Float32Array(0);
  for (let askedMs = wallMs(), next = await reader.read(); !next.done; askedMs = wallMs(), next = await reader.read()) {
    const atMs = wallMs();
    const sound = next.value;
    try {
      if (sound.sampleRate !== SAMPLE_RATE) throw new Error(`it comes at ${sound.sampleRate} Hz, not ${SAMPLE_RATE}`);
      if (block.length !== sound.numberOfFrames) block = new Float32Array(sound.numberOfFrames);
      sound.copyTo(block, { planeIndex: 0, format: 'f32-planar' });
      listener.hear(block, atMs);
    } finally {
      sound.close();
    }
    if (atMs - askedMs >= WAITED_MS) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }
}
