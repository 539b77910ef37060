/** Marks in the sound that the publisher made, in columns of equal length: one each whole second. */
export interface SoundMadeLine {
  readonly type: 'sound-made';
  readonly atMs: number;
  /** The second it stands for, s since 1970. */
  readonly mark: readonly number[];
  /** Wall time it was made at, minus `baseMs`. */
  readonly baseMs: number;
  readonly madeMs: readonly number[];
}

/** Sound a viewer played out; a second without such a line, or time in no stretch of one, is silence. */
export interface SoundHeardLine {
  readonly type: 'sound-heard';
  readonly atMs: number;
  readonly viewer: string;
  readonly baseMs: number;
  /** Stretches without silence (blocks of 10 ms with a root mean square of at least 0.02), minus `baseMs`. */
  readonly fromMs: readonly number[];
  readonly toMs: readonly number[];
  /** Marks heard: their second modulo 8, and when, minus `baseMs`. */
  readonly mark: readonly number[];
  readonly markMs: readonly number[];
}
