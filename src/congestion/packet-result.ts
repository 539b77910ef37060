export interface SentPacket {
  /** Size in bytes, RTP header included. */
  readonly bytes: number;
  readonly sentMs: number;
  /** Id of the probe that the packet was part of. */
  readonly probe?: number | undefined;
}

/** Packet with its arrival as reported by the receiver. */
export interface PacketResult extends SentPacket {
  /** Arrival on the receiver's clock; undefined while it is reported missing. */
  readonly arrivalMs: number | undefined;
}
