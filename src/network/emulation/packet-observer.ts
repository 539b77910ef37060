/** Operations on packet contents, which the core never sees. Called only for links that duplicate, corrupt or mark. */
export interface PacketEditor {
  /** Copies the packet in one slot to another. */
  copy(from: number, to: number): void;
  /** Flips a bit of the packet in a slot, counted from the lowest bit of its first byte. */
  flipBit(slot: number, bit: number): void;
  /** Sets the ECN field of the packet in a slot to "congestion experienced". */
  mark?(slot: number): void;
}

/**
 * Callbacks for what happens to packets on their path; sending and arrival are the caller's own actions. Slots still hold
 * their packets during a call. Links are indices into topology.links.
 */
export interface PacketObserver {
  /** Reports a lost packet. `code`: LOST_RANDOM, LOST_BURST, LOST_BLACKOUT, LOST_QUEUE or LOST_MTU. */
  dropped(slot: number, link: number, code: number, atMs: number): void;
  copied(slot: number, copy: number, link: number): void;
  corrupted(slot: number, link: number): void;
  marked?(slot: number, link: number): void;
}
