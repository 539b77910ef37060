/** Frames the generator handed to the encoder, in columns of equal length. */
export interface FramesMadeLine {
  readonly type: 'frames-made';
  readonly atMs: number;
  /** Frame numbers: the tick of an absolute clock, so a tick that was skipped is a number missing here. */
  readonly frame: readonly number[];
  /** Wall time the frame was stamped with, minus `baseMs`. */
  readonly baseMs: number;
  readonly madeMs: readonly number[];
  /** How late after its tick the frame was begun. */
  readonly lateMs: readonly number[];
}

export interface PictureSizeChange {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** Frames a viewer decoded, in columns of equal length, in the order they were decoded. */
export interface FramesSeenLine {
  readonly type: 'frames-seen';
  readonly atMs: number;
  readonly viewer: string;
  /** Frame number from the time code. */
  readonly frame: readonly number[];
  /** Wall time of decoding, minus `baseMs`. */
  readonly baseMs: number;
  readonly seenMs: readonly number[];
  /** Decoded minus stamped (time code: whole ms). */
  readonly latencyMs: readonly number[];
  /** Where the picture's size changed, first frame of the line included: index into the columns; undefined in older recordings. */
  readonly sizes?: readonly PictureSizeChange[];
  /** Frames whose time code could not be read. */
  readonly unreadable: number;
  /** How late this viewer's own 20 ms timer was, worst of this second and p99: the host's, not the network's. */
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

/** Frames a viewer saw, about one a second, held against the true ones, in columns of equal length. */
export interface ClarityLine {
  readonly type: 'clarity';
  readonly atMs: number;
  readonly viewer: string;
  readonly frame: readonly number[];
  /** Wall time of decoding, minus `baseMs`. */
  readonly baseMs: number;
  readonly seenMs: readonly number[];
  /** Of the luma below the time code, in the broadcast's size: structural similarity and peak signal-to-noise ratio. */
  readonly ssim: readonly number[];
  readonly psnrDb: readonly number[];
}
