/** Admits a frame entirely or not at all: the decision on its first packet holds for the rest of it. */
export class FrameGate {
  #newest = { sequence: 0, timestamp: -1, admitted: true };

  /**
   * Returns whether to admit a packet. `hasRoom` is called once per frame. A late packet of an older frame shares the
   * newest frame's decision.
   */
  admits<P extends { readonly sequence: number; readonly timestamp: number }>(
    packet: P,
    hasRoom: (packet: P) => boolean,
  ): boolean {
    const { sequence, timestamp } = packet;
    if (sequence > this.#newest.sequence && timestamp !== this.#newest.timestamp)
      this.#newest = { sequence, timestamp, admitted: hasRoom(packet) };
    return this.#newest.admitted;
  }
}
