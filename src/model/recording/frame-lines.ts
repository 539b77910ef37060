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
  /**
   * Indices of the frames that only repeat the picture before, with its number and time stamp, because the clip had no new one;
   * undefined where no clip is played, and in older recordings.
   */
  readonly repeatedAt?: readonly number[];
  /** Pictures a second of the clip by its own timestamps; undefined unless one is played, and before it is known. */
  readonly clipFps?: number;
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
  /**
   * Sampled frames (sampled-frames.ts) as indices into the columns, and their RTP timestamps (rtp-steps.ts); undefined in
   * older recordings.
   */
  readonly sampledAt?: readonly number[];
  readonly sampledRtpSteps?: readonly number[];
  /** Number of frames whose time code could not be read. */
  readonly unreadable: number;
  /** Lateness of this viewer's own 20 ms timer in this second: caused by the host, not the network. */
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

/**
 * Way of sampled frames from the publisher to one viewer, in columns of equal length, written by the origin once the
 * last packet has arrived. A frame that lacks a stamp, because a packet never arrived or its feedback was lost, is left
 * out and counted.
 */
export interface FrameStampsLine {
  readonly type: 'frame-stamps';
  readonly atMs: number;
  readonly viewer: string;
  /** RTP timestamps as the viewer gets them (rtp-steps.ts), which name the frames in its frames-seen line. */
  readonly rtpSteps: readonly number[];
  /** Wall time at which the frame was complete at the origin, minus `baseMs`. */
  readonly baseMs: number;
  readonly inMs: readonly number[];
  /** Time from its first to its last packet leaving the publisher (abs-send-time), without resends; 0 where it came by those alone. */
  readonly sendingMs: readonly number[];
  /** Time from there, assumed where it came by resends alone (frame-stamps.ts), until the frame was complete at the origin. */
  readonly firstMileMs: readonly number[];
  /** Time until its last packet left the origin, resends not counted. */
  readonly originMs: readonly number[];
  /** Time until its last packet reached the viewer (transport-cc feedback), resends included. */
  readonly pathMs: readonly number[];
  /** Number of sampled frames left out. */
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
