import { describe, expect, it } from 'vitest';
import { readSound } from '../../../src/browser/audio/read-sound.ts';
import { SAMPLE_RATE } from '../../../src/browser/audio/sound-marks.ts';
import type { SoundMonitor } from '../../../src/browser/audio/sound-monitor.ts';

const BLOCK_MS = 10;
const SLOW_MS = 3;

/** Fakes what is used of AudioData: loud, 10 ms long, timestamped one after the other. */
function block(index: number): AudioData {
  const sound: Pick<AudioData, 'sampleRate' | 'numberOfFrames' | 'timestamp' | 'copyTo' | 'close'> = {
    sampleRate: SAMPLE_RATE,
    numberOfFrames: (SAMPLE_RATE * BLOCK_MS) / 1000,
    timestamp: index * BLOCK_MS * 1000,
    copyTo: (into) => void (into as Float32Array).fill(0.5),
    close: () => {},
  };
  return sound as AudioData;
}

describe('readSound', () => {
  it('keeps reading while blocks are old, even if each takes this thread some ms to get', async () => {
    const count = 40;
    let index = 0;
    const readable = new ReadableStream<AudioData>(
      {
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
          if (index < count) controller.enqueue(block(index++));
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    let heard: SoundMonitor | undefined;
    const startMs = performance.now();
    await readSound(readable, {}, undefined, (monitor) => {
      heard = monitor;
    });
    // A pause after each of them would add up to 16 s.
    expect(performance.now() - startMs).toBeLessThan(4000);
    const { fromMs, toMs } = heard?.take(Number.POSITIVE_INFINITY) ?? { fromMs: [], toMs: [] };
    const lengthMs = toMs.reduce((sum, to, i) => sum + to - (fromMs[i] ?? Number.NaN), 0);
    expect(lengthMs).toBeCloseTo(count * BLOCK_MS, 0);
  });
});
