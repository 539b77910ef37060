import { wallMs } from '../wall-clock.ts';
import { SAMPLE_RATE } from './sound-marks.ts';
import { type MonitoredSound, SoundMonitor } from './sound-monitor.ts';
import { TimestampClock } from './timestamp-clock.ts';

/**
 * Pause between reads once the reader has caught up. Blocks arrive every 10 ms, but waking this thread costs more than reading
 * does, and a block's timestamp says when it came anyway.
 */
const GATHER_MS = 400;
/** A read that took at least this long had to wait for its block. */
const WAITED_MS = 1;
/** Age above which a block has others queued behind it, however long this thread, held up by something else, took to get it. */
const FRESH_MS = 50;

/** Reads a received track until it ends, carrying on from the monitor that `before` was. */
export async function readSound(
  readable: ReadableStream<AudioData>,
  sound: MonitoredSound,
  before: SoundMonitor | undefined,
  onStart: (monitor: SoundMonitor) => void,
): Promise<void> {
  const reader = readable.getReader();
  const monitor = new SoundMonitor(wallMs(), sound, before);
  const clock = new TimestampClock();
  onStart(monitor);
  let block = new Float32Array(0);
  let right = new Float32Array(0);
  let isNewest = false;
  for (
    let requestedMs = wallMs(), next = await reader.read();
    !next.done;
    requestedMs = wallMs(), next = await reader.read()
  ) {
    const atMs = wallMs();
    const audio = next.value;
    try {
      if (audio.sampleRate !== SAMPLE_RATE)
        throw new Error(`the audio arrives at ${audio.sampleRate} Hz, not ${SAMPLE_RATE}`);
      if (block.length !== audio.numberOfFrames) block = new Float32Array(audio.numberOfFrames);
      audio.copyTo(block, { planeIndex: 0, format: 'f32-planar' });
      const isStereo = sound.channels === 2 && audio.numberOfChannels === 2;
      if (isStereo) {
        if (right.length !== audio.numberOfFrames) right = new Float32Array(audio.numberOfFrames);
        audio.copyTo(right, { planeIndex: 1, format: 'f32-planar' });
      }
      const arrivedMs = clock.arrivedMs(audio.timestamp / 1000, atMs);
      monitor.hear(block, arrivedMs, isStereo ? right : undefined);
      isNewest = atMs - requestedMs >= WAITED_MS && atMs - arrivedMs < FRESH_MS;
    } finally {
      audio.close();
    }
    if (isNewest) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }
}
