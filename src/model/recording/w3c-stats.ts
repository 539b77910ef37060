/**
 * Fields recorded of RTCPeerConnection.getStats(), by their W3C names and units
 * (https://www.w3.org/TR/webrtc-stats/: s, bytes, packets; timestamp in ms). Each is present only if the browser gave it.
 */
interface Base {
  readonly id: string;
  readonly timestamp: number;
}
type Numbers<K extends string> = { readonly [P in K]?: number };

export type InboundRtp = Base & {
  readonly type: 'inbound-rtp';
  readonly kind: 'audio' | 'video';
  readonly decoderImplementation?: string;
  readonly powerEfficientDecoder?: boolean;
} & Numbers<
    | 'ssrc'
    | 'packetsReceived'
    | 'packetsLost'
    | 'packetsDiscarded'
    | 'bytesReceived'
    | 'headerBytesReceived'
    | 'jitter'
    | 'framesReceived'
    | 'framesDecoded'
    | 'framesDropped'
    | 'keyFramesDecoded'
    | 'framesPerSecond'
    | 'frameWidth'
    | 'frameHeight'
    | 'freezeCount'
    | 'totalFreezesDuration'
    | 'pauseCount'
    | 'totalPausesDuration'
    | 'totalInterFrameDelay'
    | 'totalSquaredInterFrameDelay'
    | 'jitterBufferDelay'
    | 'jitterBufferTargetDelay'
    | 'jitterBufferMinimumDelay'
    | 'jitterBufferEmittedCount'
    | 'totalDecodeTime'
    | 'totalProcessingDelay'
    | 'totalAssemblyTime'
    | 'framesAssembledFromMultiplePackets'
    | 'qpSum'
    | 'nackCount'
    | 'pliCount'
    | 'firCount'
    | 'retransmittedPacketsReceived'
    | 'retransmittedBytesReceived'
    | 'totalSamplesReceived'
    | 'concealedSamples'
    | 'silentConcealedSamples'
    | 'concealmentEvents'
    | 'insertedSamplesForDeceleration'
    | 'removedSamplesForAcceleration'
    | 'audioLevel'
    | 'totalAudioEnergy'
    | 'totalSamplesDuration'
  >;

export type OutboundRtp = Base & {
  readonly type: 'outbound-rtp';
  readonly kind: 'audio' | 'video';
  /** Of a simulcast layer. */
  readonly rid?: string;
  readonly scalabilityMode?: string;
  /** Id of its Codec report. */
  readonly codecId?: string;
  readonly encoderImplementation?: string;
  readonly qualityLimitationReason?: string;
  readonly qualityLimitationDurations?: Readonly<Record<string, number>>;
} & Numbers<
    | 'ssrc'
    | 'packetsSent'
    | 'bytesSent'
    | 'headerBytesSent'
    | 'retransmittedPacketsSent'
    | 'retransmittedBytesSent'
    | 'framesEncoded'
    | 'framesSent'
    | 'hugeFramesSent'
    | 'keyFramesEncoded'
    | 'framesPerSecond'
    | 'frameWidth'
    | 'frameHeight'
    | 'totalEncodeTime'
    | 'totalEncodedBytesTarget'
    | 'totalPacketSendDelay'
    | 'targetBitrate'
    | 'qpSum'
    | 'qualityLimitationResolutionChanges'
    | 'nackCount'
    | 'pliCount'
    | 'firCount'
  >;

export type RemoteInboundRtp = Base & {
  readonly type: 'remote-inbound-rtp';
  readonly kind: 'audio' | 'video';
} & Numbers<
    'packetsLost' | 'jitter' | 'roundTripTime' | 'totalRoundTripTime' | 'roundTripTimeMeasurements' | 'fractionLost'
  >;

export type RemoteOutboundRtp = Base & {
  readonly type: 'remote-outbound-rtp';
  readonly kind: 'audio' | 'video';
} & Numbers<
    | 'packetsSent'
    | 'bytesSent'
    | 'remoteTimestamp'
    | 'reportsSent'
    | 'roundTripTime'
    | 'totalRoundTripTime'
    | 'roundTripTimeMeasurements'
  >;

export type CandidatePair = Base & {
  readonly type: 'candidate-pair';
  readonly state?: string;
  readonly nominated?: boolean;
} & Numbers<
    | 'bytesSent'
    | 'bytesReceived'
    | 'packetsSent'
    | 'packetsReceived'
    | 'currentRoundTripTime'
    | 'totalRoundTripTime'
    | 'responsesReceived'
    | 'availableOutgoingBitrate'
    | 'availableIncomingBitrate'
  >;

export type MediaSource = Base & { readonly type: 'media-source'; readonly kind: 'audio' | 'video' } & Numbers<
    'frames' | 'framesPerSecond' | 'width' | 'height' | 'audioLevel' | 'totalAudioEnergy' | 'totalSamplesDuration'
  >;

/** Only of what is sent. */
export type Codec = Base & {
  readonly type: 'codec';
  /** "video/H264" */
  readonly mimeType?: string;
  readonly sdpFmtpLine?: string;
} & Numbers<'payloadType' | 'clockRate' | 'channels'>;

export type MediaPlayout = Base & { readonly type: 'media-playout' } & Numbers<
    | 'synthesizedSamplesDuration'
    | 'synthesizedSamplesEvents'
    | 'totalSamplesDuration'
    | 'totalPlayoutDelay'
    | 'totalSamplesCount'
  >;

export type StatsReport =
  | InboundRtp
  | OutboundRtp
  | RemoteInboundRtp
  | RemoteOutboundRtp
  | CandidatePair
  | MediaSource
  | Codec
  | MediaPlayout;
