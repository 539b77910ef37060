import type { SourcePacket } from '../rtp/source-packet.ts';

/** Counts the pictures of a layered stream of which a viewer gets nothing, because they belong to layers above its own. */
export class LeftOutPictures {
  #newest: { timestamp: number; sequence: number; isLeftOut: boolean } | undefined;
  #count: number | undefined;

  /** Notes a packet of the stream that the viewer gets; `isAbove`: whether it belongs to a layer above the viewer's. */
  noted({ timestamp, sequence, frame }: SourcePacket, isAbove: boolean): void {
    if (frame === undefined) return;
    this.#count ??= 0;
    if (this.#newest?.timestamp === timestamp) {
      if (!isAbove) this.#newest.isLeftOut = false;
      this.#newest.sequence = Math.max(this.#newest.sequence, sequence);
      return;
    }
    // A packet that comes late belongs to a picture that was counted before.
    if (this.#newest !== undefined && sequence < this.#newest.sequence) return;
    if (this.#newest?.isLeftOut === true) this.#count += 1;
    this.#newest = { timestamp, sequence, isLeftOut: isAbove };
  }

  /** Begins again: the packets that follow are another stream's, with numbers of their own. */
  restart(): void {
    if (this.#newest?.isLeftOut === true) this.#count = (this.#count ?? 0) + 1;
    this.#newest = undefined;
  }

  /** Returns how many there were since the last call; undefined where the stream never had layers. */
  take(): number | undefined {
    const count = this.#count;
    if (count !== undefined) this.#count = 0;
    return count;
  }
}
