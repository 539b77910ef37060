/**
 * Work of the publisher's encoder in the measured window, by its own counters (W3C webrtc-stats, outbound-rtp). A field
 * is absent where the browser did not report it, or where the statistics cover too little of the window.
 */
export interface EncoderRecord {
  /** One entry per layer, largest first; just one without simulcast. Empty when nothing was recorded. */
  readonly video: readonly EncodedLayer[];
  readonly audio?: EncodedAudio;
}

export interface EncodedLayer {
  /** Name of a simulcast layer. */
  readonly rid?: string;
  /** Codec from the MIME type: "H264". */
  readonly codec?: string;
  /** "OpenH264" */
  readonly implementation?: string;
  /** Most frequent size among the samples, pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Number of size changes because CPU or bandwidth was short. */
  readonly sizeChanges?: number;
  readonly fps?: number;
  /** Payload bitrate, without packet headers and retransmissions. */
  readonly bitrateBps?: number;
  /** Target bitrate given to the encoder, mean of the samples. */
  readonly targetBps?: number;
  /**
   * Mean quantiser of a frame, in the codec's own scale: 0 to 51 for H264, 0 to 127 for VP8, 0 to 255 for VP9 and AV1.
   */
  readonly meanQp?: number;
  readonly keyframes?: number;
  /** Time covered by the counters divided by the number of keyframes; absent without one. */
  readonly keyframeIntervalMs?: number;
  readonly frames?: number;
  /** Number of frames of at least 2.5 times the mean size. */
  readonly hugeFrames?: number;
  /** Mean time to encode a frame, including waiting for a CPU. */
  readonly encodeMs?: number;
  /**
   * Share of the time in which the encoder was limited, by reason ("cpu", "bandwidth", "other"), 0 to 1; reasons at 0
   * are left out.
   */
  readonly limitedFractions?: Readonly<Record<string, number>>;
}

export interface EncodedAudio {
  /** "opus", also when it is sent as RED. */
  readonly codec?: string;
  /** Channels, in-band FEC and DTX, by the format parameters that the encoder obeys (RFC 7587). */
  readonly channels?: 1 | 2;
  readonly fec?: boolean;
  readonly dtx?: boolean;
  /** Packets sent per second: 50 of 20 ms each, fewer in pauses with DTX. */
  readonly packetsPerS?: number;
  readonly bitrateBps?: number;
  readonly targetBps?: number;
}
