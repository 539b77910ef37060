import { StampClock } from '../stamp/stamp-clock.ts';
import { wallMs } from '../wall-clock.ts';
import { Listener } from './listener.ts';
import { SAMPLE_RATE } from './sound-marks.ts';

/**
 * Blocks come every 10 ms. Once one had to be waited for, those to come are left to gather: waking costs this thread more than
 * reading does, and when a block came its stamp says.
 */
const GATHER_MS = 400;
const WAITED_MS = 1;
/** An older block has others behind it, however long this thread, held up by something else, took to get it. */
const FRESH_MS = 50;

/** Listens to a received track until it ends, and goes on from who listened before. */
export async function listen(
  readable: ReadableStream<AudioData>,
  before: Listener | undefined,
  onBegun: (listener: Listener) => void,
): Promise<void> {
  const reader = readable.getReader();
  const listener = new Listener(wallMs(), before);
  const clock = new StampClock();
  onBegun(listener);
  let block = new Float32Array(0);
  let isNewest = false;
  for (let askedMs = wallMs(), next = await reader.read(); !next.done; askedMs = wallMs(), next = await reader.read()) {
    const atMs = wallMs();
    const sound = next.value;
    try {
      if (sound.sampleRate !== SAMPLE_RATE) throw new Error(`it comes at ${sound.sampleRate} Hz, not ${SAMPLE_RATE}`);
      if (block.length !== sound.numberOfFrames) block = new Float32Array(sound.numberOfFrames);
      sound.copyTo(block, { planeIndex: 0, format: 'f32-planar' });
      const cameMs = clock.cameMs(sound.timestamp / 1000, atMs);
      listener.hear(block, cameMs);
      isNewest = atMs - askedMs >= WAITED_MS && atMs - cameMs < FRESH_MS;
    } finally {
      sound.close();
    }
    if (isNewest) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }
}
