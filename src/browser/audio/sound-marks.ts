import { MARK_CODES } from '../../model/recording/sound-lines.ts';
/** Samples a second of everything sent and analyzed. */
export const SAMPLE_RATE = 48_000;
const PILOT_HZ = 440;
/** Pilot of the right channel in stereo: both channels carry the same marks. */
const RIGHT_PILOT_HZ = 660;
const PILOT_LEVEL = 0.1;
const CHIRP_LEVEL = 0.5;
const CHIRP_FROM_HZ = 1000;
const CHIRP_TO_HZ = 4000;
/** Length of a chirp: 30 ms. */
export const CHIRP_SAMPLES = (SAMPLE_RATE * 30) / 1000;

/** Distance from a mark's first chirp to its second, for code 0; each step of the code adds CODE_STEP_MS. */
const SECOND_CHIRP_MS = 120;
const CODE_STEP_MS = 40;
/** Largest deviation from that distance: half a step, less what a jitter buffer stretches in between. */
const CODE_TOLERANCE_MS = 18;

/** Length of the sound that is looped, samples: one second for each code. */
export const SOUND_SAMPLES = SAMPLE_RATE * MARK_CODES;

/** Returns where each chirp begins in the looped sound, samples: two for each mark. */
export function chirpPositions(): number[] {
  return Array.from({ length: MARK_CODES }, (_, code) =>
    [0, SECOND_CHIRP_MS + code * CODE_STEP_MS].map((delayMs) => code * SAMPLE_RATE + (delayMs * SAMPLE_RATE) / 1000),
  ).flat();
}

/** Makes a chirp at full level. */
export function makeChirp(): Float32Array {
  const seconds = CHIRP_SAMPLES / SAMPLE_RATE;
  const sweep = (CHIRP_TO_HZ - CHIRP_FROM_HZ) / seconds / 2;
  return Float32Array.from({ length: CHIRP_SAMPLES }, (_, i) => {
    const t = i / SAMPLE_RATE;
    return Math.sin(2 * Math.PI * (CHIRP_FROM_HZ * t + sweep * t * t));
  });
}

/** Seconds from one pause to the next: one in four is silent. */
const PAUSE_EVERY = 4;

/** Returns whether the second is silent in a sound that pauses. */
export function isPause(second: number): boolean {
  return second % PAUSE_EVERY === PAUSE_EVERY - 1;
}

/**
 * Makes MARK_CODES seconds of sound, to be looped: a 440 Hz pilot tone (660 Hz on the right), whose absence shows a gap, and on
 * each whole second a mark of two chirps, whose distance encodes the second modulo MARK_CODES. With `pauses`, some seconds
 * (isPause) are silent.
 */
export function makeMarkedSound(channel: 'left' | 'right' = 'left', pauses = false): Float32Array {
  const sound = new Float32Array(SOUND_SAMPLES);
  const pilotHz = channel === 'left' ? PILOT_HZ : RIGHT_PILOT_HZ;
  // Whole periods a second: it loops without a click.
  for (let i = 0; i < sound.length; i++) sound[i] = PILOT_LEVEL * Math.sin((2 * Math.PI * pilotHz * i) / SAMPLE_RATE);
  const template = makeChirp();
  for (const at of chirpPositions())
    for (const [i, value] of template.entries()) sound[at + i] = (sound[at + i] ?? 0) + CHIRP_LEVEL * value;
  for (let code = 0; pauses && code < MARK_CODES; code++)
    if (isPause(code)) sound.fill(0, code * SAMPLE_RATE, (code + 1) * SAMPLE_RATE);
  return sound;
}

/** Decodes the distance between two chirps; returns undefined when they are no mark. */
export function decodeMark(distanceSamples: number): number | undefined {
  const distanceMs = (distanceSamples / SAMPLE_RATE) * 1000;
  const code = Math.round((distanceMs - SECOND_CHIRP_MS) / CODE_STEP_MS);
  const errorMs = Math.abs(distanceMs - SECOND_CHIRP_MS - code * CODE_STEP_MS);
  return code >= 0 && code < MARK_CODES && errorMs <= CODE_TOLERANCE_MS ? code : undefined;
}
