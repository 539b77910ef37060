/**
 * What the publisher's encoder did in the measured window, by its own count (W3C webrtc-stats, outbound-rtp). A field is
 * absent where the browser did not say, or the statistics cover too little of the window.
 */
export interface EncoderRecord {
  /** One entry a layer, the largest first; one alone without simulcast. Empty when nothing was recorded. */
  readonly video: readonly EncodedLayer[];
  readonly audio?: EncodedAudio;
}

export interface EncodedLayer {
  /** Of a simulcast layer. */
  readonly rid?: string;
  /** "H264", from the MIME type. */
  readonly codec?: string;
  /** "OpenH264" */
  readonly implementation?: string;
  /** The size of most samples. */
  readonly width?: number;
  readonly height?: number;
  /** How often the size changed for want of CPU or bandwidth. */
  readonly sizeChanges?: number;
  readonly fps?: number;
  /** Payload of first sendings: without packet headers and retransmissions. */
  readonly bitrateBps?: number;
  /** What the encoder was told to make, mean of the samples. */
  readonly targetBps?: number;
  /** Mean quantiser of a frame, in the codec's own scale: 0..51 of H264, 0..127 of VP8, 0..255 of VP9 and AV1. */
  readonly meanQp?: number;
  readonly keyframes?: number;
  /** Seconds that were counted, over keyframes; absent without one. */
  readonly keyframeIntervalMs?: number;
  readonly frames?: number;
  /** Frames of at least 2.5 times the mean size. */
  readonly hugeFrames?: number;
  /** Mean time to encode a frame, waiting for a CPU included. */
  readonly encodeMs?: number;
  /** Share of the time that the encoder said it held back for this: "cpu", "bandwidth", "other"; those at 0 are left out. */
  readonly limitedFractions?: Readonly<Record<string, number>>;
}

export interface EncodedAudio {
  /** "opus", with RED too. */
  readonly codec?: string;
  readonly bitrateBps?: number;
  readonly targetBps?: number;
}
