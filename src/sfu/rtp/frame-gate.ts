/** Lets whole frames through or none of them: what is decided at a frame's first packet holds for the rest of it. */
export class FrameGate {
  #newest = { sequence: 0, timestamp: -1, admitted: true };

  /** `hasRoom` is asked once a frame. A late packet of an older frame shares the newest one's fate. */
  admits(
    { sequence, timestamp }: { readonly sequence: number; readonly timestamp: number },
    hasRoom: () => boolean,
  ): boolean {
    if (sequence > this.#newest.sequence && timestamp !== this.#newest.timestamp)
      this.#newest = { sequence, timestamp, admitted: hasRoom() };
    return this.#newest.admitted;
  }
}
