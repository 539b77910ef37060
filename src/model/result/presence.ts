/** Seconds of the measured time in which a viewer who comes or leaves in mid-show was there; half-open. */
export interface Presence {
  readonly fromSecond: number;
  readonly toSecond: number;
}
