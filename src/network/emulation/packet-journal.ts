/**
 * A router's notes on the packets it accepted, in order: columns of equal length. With the topology they determine the fate
 * of every packet, since the emulation depends only on seeds, times and order.
 */
export interface JournalPart {
  /** Wall time (kernel clock) at the links' time 0, as read when the part was taken. */
  readonly epochWallMs: number;
  /** Link time at which the part was taken. */
  readonly takenAtMs: number;
  /** Number of packets accepted without a note: before the journal began, or while it was full. */
  readonly unrecorded: number;
  /** Indices into topology.nodes. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Size of the whole IP packet. */
  readonly bytes: readonly number[];
  /** Header fields that queues look at, as packed by packHeader(); 0 where no link looks. */
  readonly header: readonly number[];
  /** Serial number of a calibration probe; -1 for other packets. */
  readonly probe: readonly number[];
  /** Link time at which the packet was accepted. */
  readonly atMs: readonly number[];
  /** Amount by which the weather had been fast-forwarded when this packet was accepted; valid until the next packet. */
  readonly aheadMs: readonly number[];
  /** Upper bound of the time the packet lay unread in the kernel. */
  readonly unreadMs: readonly number[];
  /** Write time minus due time; null while the packet is in flight, or if it is lost. */
  readonly lateMs: readonly (number | null)[];
}

/** Journal of a running network, kept from the first take() until end(). */
export interface PacketJournal {
  /** Returns the notes since the last call; the first call starts the journal. */
  take(): Promise<JournalPart>;
  /**
   * Makes the weather jump ahead by `stepMs` with nearly every packet from now on; 0 stops it. Before the window opens,
   * nothing depends on which weather is in force, and probes that sample more of it meet more of its rare events.
   */
  fastForward(stepMs: number): void;
  end(): void;
}
