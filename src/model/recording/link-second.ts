/** Counters of one link in one second: the ground truth of a recording. Counts are packets. */
export interface LinkSecond {
  readonly link: string;
  readonly inPackets: number;
  readonly inBytes: number;
  readonly outPackets: number;
  readonly outBytes: number;
  readonly lostRandom: number;
  readonly lostBurst: number;
  /** Packets dropped because the queue was full, or by CoDel. */
  readonly lostQueue: number;
  /** Packets of `lostBurst` that were lost in a blackout; undefined when the link has no blackouts. */
  readonly lostBlackout?: number;
  /**
   * Copies beyond `inPackets`. Undefined, like the next two, where the link has no such effect or the backend does not
   * report it.
   */
  readonly duplicated?: number;
  readonly corrupted?: number;
  /** Packets marked "congestion experienced" (ECN) instead of being dropped. */
  readonly marked?: number;
  /** Part of `lostRandom`: packets larger than the link's MTU. */
  readonly lostMtu?: number;
  /** UDP packets that the link refused, in no other count; undefined where UDP passes. */
  readonly udpBlocked?: number;
  /** Cross traffic, in none of the counts above: packets that came, bytes that left, packets lost and marked. */
  readonly crossPackets?: number;
  readonly crossOutBytes?: number;
  readonly crossLost?: number;
  readonly crossMarked?: number;
  /** Packets sent ahead by the reorder effect; those that overtake by jitter are not counted. */
  readonly reordered?: number;
  /**
   * Capacity at the end of the second, bit/s (of a trace of opportunities: mean of the second); undefined when it never
   * changes.
   */
  readonly rateBps?: number;
  /**
   * Waiting time in the bottleneck's buffer, of packets admitted in this second (netem: sampled); undefined without
   * any, or without a bottleneck.
   */
  readonly queueDelayP50Ms?: number;
  readonly queueDelayP95Ms?: number;
  readonly queueDelayMaxMs?: number;
  /** Mean of the delay plus jitter given to packets in this second. */
  readonly meanDelayMs?: number;
}

/** The shaper's punctuality in one second. Lateness is the time of delivery minus the time due. */
export interface ShaperSecond {
  readonly packets: number;
  readonly latenessP50Ms?: number;
  readonly latenessP99Ms?: number;
  readonly latenessMaxMs?: number;
  /**
   * Packets lost for reasons that no link asked for: device queue full, write failed, pool exhausted, no route. Undefined where
   * none is known of and the system does not report what its sockets dropped (the relay outside Linux).
   */
  readonly unaskedDrops?: number;
  /**
   * Those of `unaskedDrops` that were for addresses outside the topology (a browser looking for the internet): not a
   * fault.
   */
  readonly unroutable: number;
}
