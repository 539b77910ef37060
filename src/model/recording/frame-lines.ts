/** Frames that the generator handed to the encoder, in columns of equal length. */
export interface FramesMadeLine {
  readonly type: 'frames-made';
  readonly atMs: number;
  /** Frame numbers: ticks of an absolute clock, so that a skipped tick is a missing number. */
  readonly frame: readonly number[];
  /** Wall time the frame was stamped with, minus `baseMs`. */
  readonly baseMs: number;
  readonly madeMs: readonly number[];
  /** Time from a frame's tick until it was started, ms. */
  readonly lateMs: readonly number[];
}

export interface PictureSizeChange {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** Frames that a viewer decoded, in columns of equal length, in decoding order. */
export interface FramesSeenLine {
  readonly type: 'frames-seen';
  readonly atMs: number;
  readonly viewer: string;
  /** Frame numbers from the time code. */
  readonly frame: readonly number[];
  /** Wall time of decoding, minus `baseMs`. */
  readonly baseMs: number;
  readonly seenMs: readonly number[];
  /** Time of decoding minus time stamp (time code: whole ms). */
  readonly latencyMs: readonly number[];
  /**
   * Size changes as indices into the columns, with the size of the line's first frame; undefined in older recordings.
   */
  readonly sizes?: readonly PictureSizeChange[];
  /** Number of frames whose time code could not be read. */
  readonly unreadable: number;
  /** Lateness of this viewer's own 20 ms timer in this second: caused by the host, not the network. */
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

/** Decoded frames, about one a second, compared with the reference frames, in columns of equal length. */
export interface ClarityLine {
  readonly type: 'clarity';
  readonly atMs: number;
  readonly viewer: string;
  readonly frame: readonly number[];
  /** Wall time of decoding, minus `baseMs`. */
  readonly baseMs: number;
  readonly seenMs: readonly number[];
  /** Structural similarity and peak signal-to-noise ratio of the luma below the time code, in the broadcast's size. */
  readonly ssim: readonly number[];
  readonly psnrDb: readonly number[];
}
