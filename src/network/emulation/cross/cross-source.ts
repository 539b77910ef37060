/** Sender of cross traffic at the entrance of a link. Times are link times, but for what its flow says in weather time. */
export interface CrossSource {
  /** Header of its packets, as packed by packHeader(). */
  readonly header: number;
  /** Time at which act() is to be called next; may be past when it has more to do. */
  readonly nextMs: number;
  /** Returns the size of the packet it sends now; 0 when it sends none. */
  act(atMs: number): number;
  /** Moves weather time: from `atMs` on it is link time plus `offsetMs`. */
  setOffset(atMs: number, offsetMs: number): void;
  /** Tells it that the packet it just sent was lost before the queue. */
  refused(atMs: number): void;
  /** Tells it that its oldest packet in the queue has been sent by `leavesMs`, or was dropped at `atMs`. */
  left(leavesMs: number, isMarked: boolean): void;
  dropped(atMs: number): void;
}
