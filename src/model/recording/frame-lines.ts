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
  /** Sampled frames (sampled-frames.ts): indexes into the columns, and RTP timestamps; undefined in older recordings. */
  readonly sampledAt?: readonly number[];
  readonly sampledRtp?: readonly number[];
  /** Number of frames whose time code could not be read. */
  readonly unreadable: number;
  /** Lateness of this viewer's own 20 ms timer in this second: caused by the host, not the network. */
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

/**
 * Moments at which sampled frames passed the sender and the origin and reached one viewer, in columns of equal length,
 * minus `baseMs` (wall time). Written by the origin once a frame's last packet has arrived. A frame that lacks a stamp,
 * of packets that never arrived or whose feedback was lost, is left out and counted.
 */
export interface FrameStampsLine {
  readonly type: 'frame-stamps';
  readonly atMs: number;
  readonly viewer: string;
  readonly baseMs: number;
  /** As the viewer gets it, which names the frame in its frames-seen line. */
  readonly rtpTimestamp: readonly number[];
  /** Its first and its last packet left the publisher (abs-send-time); resends not counted. */
  readonly firstSentMs: readonly number[];
  readonly sentMs: readonly number[];
  /** Its last packet reached the origin, left it for the first time, and reached the viewer (transport-cc feedback). */
  readonly inMs: readonly number[];
  readonly outMs: readonly number[];
  readonly arrivedMs: readonly number[];
  /** Sampled frames left out. */
  readonly incomplete: number;
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
