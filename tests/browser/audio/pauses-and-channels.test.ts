import { describe, expect, it } from 'vitest';
import { makeMarkedSound, SAMPLE_RATE } from '../../../src/browser/audio/sound-marks.ts';
import { type MonitoredSound, SoundMonitor } from '../../../src/browser/audio/sound-monitor.ts';

const BLOCK = 480;
const BLOCK_MS = 10;
const START_MS = 1_700_000_000_000;
const [LEFT, RIGHT, PAUSING] = [makeMarkedSound(), makeMarkedSound('right'), makeMarkedSound('left', true)];

type At = (position: number) => number;
const looped =
  (sound: Float32Array): At =>
  (position) =>
    sound[position % sound.length] ?? 0;

/** Returns the intervals that a monitor notes, ms since the start, joined. */
function monitor(seconds: number, sound: MonitoredSound, left: At, right?: At) {
  const soundMonitor = new SoundMonitor(START_MS, sound);
  for (let block = 0; block < (seconds * 1000) / BLOCK_MS; block++) {
    const samples = (at: At) => Float32Array.from({ length: BLOCK }, (_, i) => at(block * BLOCK + i));
    soundMonitor.hear(samples(left), START_MS + (block + 1) * BLOCK_MS, right && samples(right));
  }
  const { baseMs, fromMs, toMs, stereoFromMs, stereoToMs, mark } = soundMonitor.take(START_MS + seconds * 1000 + 1000);
  const joined = (from: readonly number[], to: readonly number[]) =>
    from.map((begin, i) => [baseMs + begin - START_MS, baseMs + (to[i] ?? Number.NaN) - START_MS]);
  return { heard: joined(fromMs, toMs), stereo: stereoFromMs && joined(stereoFromMs, stereoToMs ?? []), mark };
}

describe('SoundMonitor, of a sound that pauses', () => {
  it('counts the pauses as heard, as soon as one mark tells where they are', () => {
    const { heard, mark } = monitor(10, { dtx: true }, looped(PAUSING));
    expect(heard).toEqual([[0, 10_000]]);
    expect(mark).toEqual([0, 1, 2, 4, 5, 6, 0, 1]);
  });

  it('counts them as gaps where no sound should pause', () => {
    expect(monitor(10, {}, looped(PAUSING)).heard).toEqual([
      [0, 3000],
      [4000, 7000],
      [8000, 10_000],
    ]);
  });

  it('bears a jitter buffer that shortens or stretches a pause by 100 ms', () => {
    const cut = 0.1 * SAMPLE_RATE;
    const shorter: At = (at) => looped(PAUSING)(at < 3.5 * SAMPLE_RATE ? at : at + cut);
    const longer: At = (at) => looped(PAUSING)(at < 3.5 * SAMPLE_RATE ? at : Math.max(at - cut, 3.5 * SAMPLE_RATE));
    for (const sound of [shorter, longer]) expect(monitor(6, { dtx: true }, sound).heard).toEqual([[0, 6000]]);
  });

  it('counts silence before, after and across pauses as gaps', () => {
    const silent =
      (fromS: number, toS: number): At =>
      (at) =>
        at >= fromS * SAMPLE_RATE && at < toS * SAMPLE_RATE ? 0 : looped(PAUSING)(at);
    const gaps = (fromS: number, toS: number) => {
      const { heard } = monitor(16, { dtx: true }, silent(fromS, toS));
      return heard.slice(1).map(([from = 0], i) => [heard[i]?.[1], from]);
    };
    expect(gaps(1.5, 2)).toEqual([[1500, 2000]]);
    // The end of a pause is known to 150 ms.
    expect(gaps(4, 4.6)).toEqual([[4150, 4600]]);
    // An outage from 4.5 to 13 s: after its first pause, which a mark told of (at 4 s it was still heard), silence is silence.
    const outage = gaps(5.5, 13);
    expect(outage).toEqual([
      [5500, 6850],
      [8150, 13_000],
    ]);
  });
});

describe('SoundMonitor, of two channels', () => {
  it('notes where they differ', () => {
    const seconds = 4;
    const { heard, stereo, mark } = monitor(seconds, { channels: 2 }, looped(LEFT), looped(RIGHT));
    expect([heard, stereo]).toEqual([[[0, 4000]], [[0, 4000]]]);
    expect(mark).toEqual([0, 1, 2, 3]);
  });

  it('is not content with one channel twice, nor with a single one', () => {
    expect(monitor(4, { channels: 2 }, looped(LEFT), looped(LEFT))).toMatchObject({ heard: [[0, 4000]], stereo: [] });
    expect(monitor(4, { channels: 2 }, looped(LEFT))).toMatchObject({ heard: [[0, 4000]], stereo: [] });
    const mixed: At = (at) => (looped(LEFT)(at) + looped(RIGHT)(at)) / 2;
    expect(monitor(4, { channels: 2 }, mixed, mixed)).toMatchObject({ stereo: [] });
  });

  it('notes nothing of channels where the sound has one', () => {
    expect(monitor(4, {}, looped(LEFT), looped(RIGHT)).stereo).toBeUndefined();
  });
});
