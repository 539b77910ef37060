/** Rate sample that an acknowledgement gives: that of draft-cheng-iccrg-delivery-rate-estimation. */
export interface RateSample {
  readonly rttMs: number;
  /** Packets acknowledged so far, this one included; and when the acknowledged packet was sent. */
  readonly delivered: number;
  readonly deliveredBefore: number;
  /** Rate at which packets arrived meanwhile, but no faster than they were sent; packets/ms. */
  readonly packetsPerMs: number;
  /** Packets sent and neither acknowledged nor known to be lost. */
  readonly underWay: number;
}

/** Congestion control of a TCP sender. */
export interface TcpControl {
  /** Congestion window. */
  readonly packets: number;
  /** Time from one packet to the next; 0 for no pacing. */
  readonly gapMs: number;
  /** Whether acknowledgements of packets sent before the last decrease count. */
  readonly growsInRecovery: boolean;
  acknowledged(atMs: number, smoothedRttMs: number, sample: RateSample): void;
  /** Reacts to a loss or a mark; called once per window of packets. */
  congested(): void;
  /** Restarts, when nothing has been acknowledged for too long. */
  timedOut(): void;
}
