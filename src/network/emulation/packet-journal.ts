/**
 * What a router noted of the packets it took in, in their order: columns of one length. Together with the topology it says
 * what becomes of every packet, since all of the emulation follows from seeds, times and order.
 */
export interface JournalPart {
  /** Wall time at time 0 of the links, by the kernel's clock, as it stood when the part was taken. */
  readonly epochWallMs: number;
  /** When the part was taken, in the links' time. */
  readonly takenAtMs: number;
  /** Packets that came without being noted: before the journal began, or when it was full. */
  readonly unnoted: number;
  /** Places in topology.nodes. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** The whole IP packet. */
  readonly bytes: readonly number[];
  /** Serial number of a calibration's probe, else -1. */
  readonly probe: readonly number[];
  /** When it was taken in, in the links' time. */
  readonly atMs: readonly number[];
  /** How far the weather had been hurried ahead by then; from then on it stayed so until the next. */
  readonly aheadMs: readonly number[];
  /** It may have lain there unread for so long. */
  readonly unreadMs: readonly number[];
  /** Written minus due; null of what is under way or lost. */
  readonly lateMs: readonly (number | null)[];
}

/** Kept from the first take on, until it is ended. */
export interface PacketJournal {
  /** What was noted since the last time; the first begins it. */
  take(): Promise<JournalPart>;
  /**
   * From now on the weather jumps ahead by so much with nearly every packet; 0 ends that. Before the window opens nobody
   * asks which weather it is, and who looks at more of it meets more of what is rare.
   */
  hurry(stepMs: number): void;
  end(): void;
}
