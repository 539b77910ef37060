/** Frames made since the last take, in columns of equal length; times are ms after baseMs. */
export interface MadeColumns {
  readonly baseMs: number;
  readonly frame: number[];
  readonly madeMs: number[];
  readonly lateMs: number[];
  /** Indices of the frames that only repeat the one before; undefined where a frame is never repeated. */
  readonly repeatedAt?: number[];
}

export function createMadeColumns(baseMs: number, canRepeat: boolean): MadeColumns {
  const columns = { baseMs: Math.floor(baseMs), frame: [], madeMs: [], lateMs: [] };
  return canRepeat ? { ...columns, repeatedAt: [] } : columns;
}

/** Frames decoded since the last take, in columns of equal length; times are ms after baseMs. */
export interface SeenColumns {
  readonly baseMs: number;
  readonly frame: number[];
  readonly seenMs: number[];
  readonly latencyMs: number[];
  /** Changes of the picture's size; `at` is an index into the columns. */
  readonly sizes: { readonly at: number; readonly width: number; readonly height: number }[];
  /** Sampled frames (model/recording/sampled-frames.ts): indices into the columns, and RTP timestamps (rtp-steps.ts). */
  readonly sampledAt: number[];
  readonly sampledRtpSteps: number[];
}

export function createSeenColumns(baseMs: number): SeenColumns {
  return {
    baseMs: Math.floor(baseMs),
    frame: [],
    seenMs: [],
    latencyMs: [],
    sizes: [],
    sampledAt: [],
    sampledRtpSteps: [],
  };
}

/** Rounds to tenths of a millisecond: finer than clocks agree, and it keeps recordings small. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Marks of sound made since the last take: the whole second (s since 1970) of each, and when it was made, ms after baseMs. */
export interface MarkColumns {
  readonly baseMs: number;
  readonly mark: number[];
  readonly madeMs: number[];
}

export function createMarkColumns(baseMs: number): MarkColumns {
  return { baseMs: Math.floor(baseMs), mark: [], madeMs: [] };
}

/** Sound heard since the last take; times are ms after baseMs. */
export interface HeardColumns {
  readonly baseMs: number;
  /** Intervals without silence. */
  readonly fromMs: number[];
  readonly toMs: number[];
  /** Marks: the second modulo MARK_CODES, and when its first sample was heard. */
  readonly mark: number[];
  readonly markMs: number[];
  /** Intervals in which two channels differed; absent where there is one. */
  readonly stereoFromMs?: number[];
  readonly stereoToMs?: number[];
}

export function createHeardColumns(baseMs: number, channels: 1 | 2 = 1): HeardColumns {
  return {
    ...{ baseMs: Math.floor(baseMs), fromMs: [], toMs: [], mark: [], markMs: [] },
    ...(channels === 2 && { stereoFromMs: [], stereoToMs: [] }),
  };
}

/** Frames compared with their reference since the last take; times are ms after baseMs. */
export interface ClarityColumns {
  readonly baseMs: number;
  readonly frame: number[];
  readonly seenMs: number[];
  readonly ssim: number[];
  readonly psnrDb: number[];
}

export function createClarityColumns(baseMs: number): ClarityColumns {
  return { baseMs: Math.floor(baseMs), frame: [], seenMs: [], ssim: [], psnrDb: [] };
}
