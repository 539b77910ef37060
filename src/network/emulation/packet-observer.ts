/** What the core cannot do itself, since it does not see packets. Called only on links that duplicate or corrupt. */
export interface PacketHands {
  /** Copies the packet in one slot to another. */
  copy(from: number, to: number): void;
  /** Flips a bit of the packet in a slot, counted from its first byte's lowest. */
  flipBit(slot: number, bit: number): void;
}

/**
 * Is told what befalls packets on their way; setting out and arriving are the caller's own doing. Slots still hold their
 * packets when it is told, and links are places in topology.links.
 */
export interface PacketObserver {
  /** `code`: LOST_RANDOM, LOST_BURST, LOST_BLACKOUT or LOST_QUEUE. */
  dropped(slot: number, link: number, code: number, atMs: number): void;
  copied(slot: number, copy: number, link: number): void;
  corrupted(slot: number, link: number): void;
}
