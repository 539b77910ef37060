/** A packet missing for so long will not come any more: repairs are asked for no longer than this either. */
const GIVE_UP_MS = 2000;
/** A hole larger than this is a new start of the sender, not loss (as in missing-packets.ts). */
const MAX_HOLE = 500;

export interface FrameCounts {
  readonly whole: number;
  readonly broken: number;
}

/**
 * Counts the frames that came whole and those that lack a packet for good, from sequence numbers and markers alone. How
 * many frames a long hole swallowed is known only by the packets a frame has had on average.
 */
export class FrameCounter {
  /** Of what came and is not counted yet: whether it ends a frame. */
  readonly #waiting = new Map<number, boolean>();
  /** The next sequence number that is wanted, once a frame's end has been seen. */
  #next: number | undefined;
  #stuckSinceMs: number | undefined;
  /** Packets of frames counted whole, for their average. */
  #packets = 0;
  #frames = 0;
  #whole = 0;
  #broken = 0;

  /** `sequence` extended; each packet once, in any order. */
  received(sequence: number, marker: boolean, nowMs: number): void {
    if (this.#next === undefined || sequence - this.#next > MAX_HOLE) {
      this.#waiting.clear();
      this.#stuckSinceMs = undefined;
      this.#next = marker ? sequence + 1 : undefined;
      return;
    }
    if (sequence < this.#next) return;
    this.#waiting.set(sequence, marker);
    this.#advance(nowMs);
  }

  take(nowMs: number): FrameCounts {
    this.#advance(nowMs);
    const counts = { whole: this.#whole, broken: this.#broken };
    [this.#whole, this.#broken] = [0, 0];
    return counts;
  }

  #advance(nowMs: number): void {
    while (this.#countWhole() || this.#giveUp(nowMs)) this.#stuckSinceMs = undefined;
    if (this.#waiting.size > 0) this.#stuckSinceMs ??= nowMs;
  }

  /** The frame that begins at #next, if all of it is there. */
  #countWhole(): boolean {
    const begin = this.#next;
    if (begin === undefined) return false;
    for (let sequence = begin; ; sequence++) {
      const marker = this.#waiting.get(sequence);
      if (marker === undefined) return false;
      if (!marker) continue;
      this.#forgetUpTo(sequence);
      this.#whole++;
      this.#frames++;
      this.#packets += sequence - begin + 1;
      return true;
    }
  }

  /** Leaves the frame that lacks a packet, and goes on after the next end of a frame. */
  #giveUp(nowMs: number): boolean {
    const begin = this.#next;
    if (begin === undefined || this.#stuckSinceMs === undefined || nowMs - this.#stuckSinceMs < GIVE_UP_MS)
      return false;
    const isHere = (sequence: number) => this.#waiting.has(sequence);
    let hole = begin;
    while (isHere(hole)) hole++;
    let after = hole;
    const last = Math.max(...this.#waiting.keys());
    while (after <= last && !isHere(after)) after++;
    const ends = [...this.#waiting].filter(([sequence, marker]) => marker && sequence >= after);
    if (ends.length === 0) return false;
    const end = Math.min(...ends.map(([sequence]) => sequence));
    const perFrame = this.#frames > 0 ? this.#packets / this.#frames : end - begin + 1;
    this.#broken += Math.max(1, Math.round((end - begin + 1) / perFrame));
    this.#forgetUpTo(end);
    return true;
  }

  #forgetUpTo(sequence: number): void {
    for (const known of [...this.#waiting.keys()]) if (known <= sequence) this.#waiting.delete(known);
    this.#next = sequence + 1;
  }
}
