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
    /** Of all simulcast streams together: frames whose every packet has come, and those that lack one for good; undefined in recordings older than that. */
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
  /** Of its picture, each once: without what was sent again, and padding. Undefined as the one below. */
  readonly videoPacketsOut?: number;
  /**
   * Numbers of its picture's packets that the origin passed over in this second, not having them to send, less those it sent late: what
   * the viewer counts as lost though its own way never had it. Undefined before the first such packet, and in older recordings.
   */
  readonly videoNumbersUnsent?: number;
  readonly roundTripMs?: number;
  /** Share of packets that the viewer's transport-cc feedback of this second reported missing; undefined without feedback. */
  readonly feedbackLossFraction?: number;
  /** Of bytesOut, padding of probes; undefined when there was none. */
  readonly paddingBytesOut?: number;
  /** What it gets of a layered stream at the second's end; undefined, as the three below, for a stream of one layer. */
  readonly layer?: ViewerLayer;
  /** What the origin takes the way to the viewer to carry, and how long packets wait on it; undefined without feedback. */
  readonly estimateBps?: number;
  readonly queueDelayMs?: number;
  /** Decided in this second. */
  readonly layerSwitches?: readonly LayerSwitchDecision[];
}

export interface ViewerLayer {
  /** The simulcast stream's name; undefined where there is one stream. */
  readonly rid?: string;
  readonly spatialId: number;
  readonly temporalId: number;
  /** Payload as measured by the origin, bit/s. */
  readonly rateBps: number;
}

export interface LayerSwitchDecision {
  readonly from?: ViewerLayer;
  readonly to: ViewerLayer;
  /** It joined; the estimate has room; packets queue or are lost on the way; the publisher stopped sending the layer. */
  readonly reason: 'start' | 'room' | 'queue' | 'loss' | 'gone';
}
