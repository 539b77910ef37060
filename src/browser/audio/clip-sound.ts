import { MARK_CODES } from '../../model/recording/sound-lines.ts';
import { CHIRP_SAMPLES, chirpPositions, isPause, SAMPLE_RATE, SOUND_SAMPLES } from './sound-marks.ts';

/**
 * Highest level of a clip's sound in what is sent. With the pilot tone it stays below the level from which a mark is searched for
 * (mark-finder.ts), however loud the clip is, and it cannot hide a gap.
 */
const MOST_LEVEL = 0.08;
/** Amplification of quiet passages, before the limit bends it. */
const QUIET_GAIN = 0.5;
const CURVE_POINTS = 1025;
/** Length of a fade to silence before each chirp and back after it, samples: 5 ms. */
const FADE_SAMPLES = (SAMPLE_RATE * 5) / 1000;

/** Makes the curve that limits a clip's sound: output level for input levels from -1 to 1, evenly spaced (WaveShaperNode). */
export function makeLimit(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: CURVE_POINTS }, (_, i) => {
    const level = (2 * i) / (CURVE_POINTS - 1) - 1;
    return MOST_LEVEL * Math.tanh((QUIET_GAIN * level) / MOST_LEVEL);
  });
}

/**
 * Makes the gain of a clip's sound over the looped sound with marks: 1, but 0 while a chirp sounds, and with `pauses` in the seconds
 * that are to be silent (isPause).
 */
export function makeDucking(pauses = false): Float32Array<ArrayBuffer> {
  const gain = new Float32Array(SOUND_SAMPLES).fill(1);
  for (const at of chirpPositions())
    for (let i = -FADE_SAMPLES; i < CHIRP_SAMPLES + FADE_SAMPLES; i++) {
      const place = (at + i + SOUND_SAMPLES) % SOUND_SAMPLES;
      const outside = Math.max(0, -i, i - CHIRP_SAMPLES + 1);
      gain[place] = Math.min(gain[place] ?? 1, outside / FADE_SAMPLES);
    }
  for (let code = 0; pauses && code < MARK_CODES; code++)
    if (isPause(code)) gain.fill(0, code * SAMPLE_RATE, (code + 1) * SAMPLE_RATE);
  return gain;
}

/**
 * Adds a clip's own sound to what is sent, limited and silent under the chirps, so that gaps, latency and A/V offset are measured
 * as without it. `startS`, `offsetS` and `pauses` are those of the sound with marks.
 */
export function addClipSound(
  context: AudioContext,
  clip: MediaStreamTrack,
  destination: AudioNode,
  { startS, offsetS, pauses }: { readonly startS: number; readonly offsetS: number; readonly pauses: boolean },
): void {
  const limit = context.createWaveShaper();
  limit.curve = makeLimit();
  const gain = context.createGain();
  // The ducking is added to it.
  gain.gain.value = 0;
  const ducking = makeDucking(pauses);
  const buffer = context.createBuffer(1, ducking.length, SAMPLE_RATE);
  buffer.copyToChannel(ducking, 0);
  const envelope = context.createBufferSource();
  envelope.buffer = buffer;
  envelope.loop = true;
  envelope.connect(gain.gain);
  context
    .createMediaStreamSource(new MediaStream([clip]))
    .connect(limit)
    .connect(gain)
    .connect(destination);
  envelope.start(startS, offsetS);
}
