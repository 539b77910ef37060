/** The embedded origin in the second that ended at atMs. Counts are of that second. */
export interface OriginLine {
  readonly type: 'origin';
  readonly atMs: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly publisher?: {
    readonly packetsIn: number;
    readonly bytesIn: number;
    /** Lost on the first mile, asked again, not yet or never recovered. */
    readonly packetsMissing: number;
    readonly pliSent: number;
    /** Frames whose every packet has come, and those that lack one for good; undefined in recordings older than that. */
    readonly framesWhole?: number;
    readonly framesBroken?: number;
  };
  readonly viewers: readonly OriginViewerSecond[];
}

export interface OriginViewerSecond {
  /** The viewer's id, from the WHEP request. */
  readonly viewer: string;
  readonly packetsOut: number;
  readonly bytesOut: number;
  readonly nackedPackets: number;
  readonly rtxSent: number;
  /** Resends refused: asked within one RTT, out of budget, or no longer in the cache. */
  readonly rtxRefused: number;
  readonly pliReceived: number;
  /** Waiting in the pacer at the second's end; dropped from it during the second. */
  readonly pacerQueuedMs?: number;
  readonly pacerDropped: number;
  readonly roundTripMs?: number;
  /** Share of packets that the viewer's transport-cc feedback of this second reported missing; undefined without feedback. */
  readonly feedbackLossFraction?: number;
}
