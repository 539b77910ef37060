/** What the browser tells of a clip: its picture as it is shown, turned upright and with the shape of its pixels applied. */
export interface ClipFacts {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly hasSound: boolean;
}
