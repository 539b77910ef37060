/** The embedded origin in the second that ended at `atMs`. Counts are of that second. */
export interface OriginLine {
  readonly type: 'origin';
  readonly atMs: number;
  /** Lateness of its event loop that all 20 ms ticks of the second but one stay within. */
  readonly loopP99Ms: number;
  /** Longest of those ticks'. */
  readonly loopMaxMs: number;
  readonly publisher?: {
    readonly packetsIn: number;
    readonly bytesIn: number;
    /** Packets lost on the first mile and requested again, but not (yet) recovered. */
    readonly packetsMissing: number;
    readonly pliSent: number;
    /**
     * Frames of all simulcast streams together that arrived complete, or lack a packet for good; undefined in older
     * recordings.
     */
    readonly framesWhole?: number;
    readonly framesBroken?: number;
    /** The same of each simulcast stream by itself; undefined without simulcast, and in older recordings. */
    readonly streams?: readonly StreamFrames[];
  };
  readonly viewers: readonly OriginViewerSecond[];
}

/** Frames of one simulcast stream that arrived complete in a second, and of those it then gave up. */
export interface StreamFrames {
  readonly rid: string;
  readonly framesWhole: number;
  readonly framesBroken: number;
}

export interface OriginViewerSecond {
  /** The viewer's id, from the WHEP request. */
  readonly viewer: string;
  readonly packetsOut: number;
  readonly bytesOut: number;
  readonly nackedPackets: number;
  readonly rtxSent: number;
  /** Retransmissions refused: requested again within one round-trip time, over budget, or no longer in the cache. */
  readonly rtxRefused: number;
  readonly pliReceived: number;
  /** Time that packets wait in the pacer's queue at the end of the second. */
  readonly pacerQueuedMs?: number;
  /** Packets that the pacer dropped during the second. */
  readonly pacerDropped: number;
  /** Video packets, each counted once: without retransmissions and padding. Undefined in the same cases as the next. */
  readonly videoPacketsOut?: number;
  /**
   * Sequence numbers of video packets that the origin skipped in this second because it did not have the packets, minus
   * those it sent late: the viewer counts them as lost although they were never on its path. Undefined before the first
   * video packet, and in older recordings.
   */
  readonly videoNumbersUnsent?: number;
  /** Video packets that the origin lost on purpose before the window (take/settle-viewers.ts); undefined for none. */
  readonly rehearsedLosses?: number;
  readonly roundTripMs?: number;
  /**
   * Share of packets that the viewer's transport-cc feedback of this second reported as missing, 0 to 1; undefined
   * without feedback.
   */
  readonly feedbackLossFraction?: number;
  /** Part of `bytesOut` that was padding of probes; undefined when there was none. */
  readonly paddingBytesOut?: number;
  /** Layer sent to the viewer at the end of the second; undefined, like the next three, for a stream with one layer. */
  readonly layer?: ViewerLayer;
  /** Estimated capacity of the path to the viewer, and queueing delay on it; undefined without feedback. */
  readonly estimateBps?: number;
  readonly queueDelayMs?: number;
  /**
   * Pictures of the viewer's stream of which it was sent nothing, because they belong to a layer above its own; undefined where the
   * stream has no layers, and in older recordings.
   */
  readonly framesLeftOut?: number;
  /** Layer switches decided in this second. */
  readonly layerSwitches?: readonly LayerSwitchDecision[];
}

export interface ViewerLayer {
  /** Name of the simulcast stream; undefined where there is only one stream. */
  readonly rid?: string;
  readonly spatialId: number;
  readonly temporalId: number;
  /** Payload bitrate as measured by the origin. */
  readonly rateBps: number;
}

export interface LayerSwitchDecision {
  readonly from?: ViewerLayer;
  readonly to: ViewerLayer;
  /**
   * Reason: the viewer joined; the estimate leaves room; packets queue or are lost on the path; the publisher stopped
   * sending the layer.
   */
  readonly reason: 'start' | 'room' | 'queue' | 'loss' | 'gone';
}
