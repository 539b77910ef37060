/** Number of codes: a mark carries its second modulo this, so that a latency of seconds is not taken for its remainder. */
export const MARK_CODES = 8;

/** Marks that the publisher put into the sound, one each whole second, in columns of equal length. */
export interface SoundMadeLine {
  readonly type: 'sound-made';
  readonly atMs: number;
  /** Second that the mark stands for, s since 1970. */
  readonly mark: readonly number[];
  /** Wall time at which it was made, minus `baseMs`. */
  readonly baseMs: number;
  readonly madeMs: readonly number[];
}

/** Sound that a viewer played out. A second without such a line is silence, and so is time outside its intervals. */
export interface SoundHeardLine {
  readonly type: 'sound-heard';
  readonly atMs: number;
  readonly viewer: string;
  readonly baseMs: number;
  /**
   * Intervals without silence (blocks of 10 ms with a root mean square of at least 0.02), minus `baseMs`. The pauses of a
   * sound with DTX count as heard.
   */
  readonly fromMs: readonly number[];
  readonly toMs: readonly number[];
  /** Marks heard: their second modulo 8, and the wall time, minus `baseMs`. */
  readonly mark: readonly number[];
  readonly markMs: readonly number[];
  /** Intervals in which the two channels differed (planned pauses included), minus `baseMs`; absent where there is one channel. */
  readonly stereoFromMs?: readonly number[];
  readonly stereoToMs?: readonly number[];
}
