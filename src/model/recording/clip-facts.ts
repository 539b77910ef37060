/** A clip as the browser shows it: turned upright, with the shape of its pixels applied. */
export interface ClipFacts {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly hasSound: boolean;
}

/** A clip, and how it was sent in the measured time. */
export interface ClipRecord extends ClipFacts {
  /** Pictures a second by the clip's own timestamps, median; absent where the browser reported none. */
  readonly ownFps?: number;
  /** Different pictures of it handed to the encoder, per second; absent if the window never opened. */
  readonly sentFps?: number;
}
