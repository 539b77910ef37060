/** One field of a report. */
export interface StatsField {
  /**
   * `counter`: total since the connection began. `gauge`: number of the moment. `media`: audio or video.
   * `durations`: total time (s) by reason.
   */
  readonly kind: 'counter' | 'gauge' | 'text' | 'flag' | 'media' | 'durations';
  /** Unit of W3C webrtc-stats. */
  readonly unit?: string;
  /** `measured`: read back by metrics and validity. `recorded`: in the recording only. */
  readonly use: 'measured' | 'recorded';
}

/**
 * Fields recorded of RTCPeerConnection.getStats(), by W3C name (https://www.w3.org/TR/webrtc-stats/). Types, picking
 * and measuring are derived from this table; every report also has an `id`, a `type` and a `timestamp` (ms).
 */
export const W3C_STATS = {
  'inbound-rtp': {
    kind: { kind: 'media', use: 'measured' },
    decoderImplementation: { kind: 'text', use: 'recorded' },
    powerEfficientDecoder: { kind: 'flag', use: 'recorded' },
    ssrc: { kind: 'gauge', unit: 'id', use: 'recorded' },
    packetsReceived: { kind: 'counter', unit: 'packets', use: 'measured' },
    packetsLost: { kind: 'counter', unit: 'packets', use: 'measured' },
    packetsDiscarded: { kind: 'counter', unit: 'packets', use: 'recorded' },
    fecPacketsReceived: { kind: 'counter', unit: 'packets', use: 'measured' },
    fecPacketsDiscarded: { kind: 'counter', unit: 'packets', use: 'measured' },
    bytesReceived: { kind: 'counter', unit: 'bytes', use: 'measured' },
    headerBytesReceived: { kind: 'counter', unit: 'bytes', use: 'recorded' },
    jitter: { kind: 'gauge', unit: 's', use: 'recorded' },
    framesReceived: { kind: 'counter', unit: 'frames', use: 'recorded' },
    framesDecoded: { kind: 'counter', unit: 'frames', use: 'measured' },
    framesDropped: { kind: 'counter', unit: 'frames', use: 'recorded' },
    keyFramesDecoded: { kind: 'counter', unit: 'frames', use: 'recorded' },
    framesPerSecond: { kind: 'gauge', unit: 'frames/s', use: 'recorded' },
    frameWidth: { kind: 'gauge', unit: 'pixels', use: 'recorded' },
    frameHeight: { kind: 'gauge', unit: 'pixels', use: 'recorded' },
    freezeCount: { kind: 'counter', unit: 'freezes', use: 'measured' },
    totalFreezesDuration: { kind: 'counter', unit: 's', use: 'recorded' },
    pauseCount: { kind: 'counter', unit: 'pauses', use: 'recorded' },
    totalPausesDuration: { kind: 'counter', unit: 's', use: 'recorded' },
    totalInterFrameDelay: { kind: 'counter', unit: 's', use: 'recorded' },
    totalSquaredInterFrameDelay: { kind: 'counter', unit: 's²', use: 'recorded' },
    jitterBufferDelay: { kind: 'counter', unit: 's', use: 'measured' },
    jitterBufferTargetDelay: { kind: 'counter', unit: 's', use: 'measured' },
    jitterBufferMinimumDelay: { kind: 'counter', unit: 's', use: 'measured' },
    jitterBufferEmittedCount: { kind: 'counter', unit: 'frames or samples', use: 'measured' },
    estimatedPlayoutTimestamp: { kind: 'gauge', unit: 'ms', use: 'measured' },
    totalDecodeTime: { kind: 'counter', unit: 's', use: 'measured' },
    totalProcessingDelay: { kind: 'counter', unit: 's', use: 'measured' },
    totalAssemblyTime: { kind: 'counter', unit: 's', use: 'measured' },
    framesAssembledFromMultiplePackets: { kind: 'counter', unit: 'frames', use: 'recorded' },
    qpSum: { kind: 'counter', unit: 'qp', use: 'recorded' },
    nackCount: { kind: 'counter', unit: 'packets', use: 'measured' },
    pliCount: { kind: 'counter', unit: 'packets', use: 'recorded' },
    firCount: { kind: 'counter', unit: 'packets', use: 'recorded' },
    retransmittedPacketsReceived: { kind: 'counter', unit: 'packets', use: 'measured' },
    retransmittedBytesReceived: { kind: 'counter', unit: 'bytes', use: 'measured' },
    totalSamplesReceived: { kind: 'counter', unit: 'samples', use: 'measured' },
    concealedSamples: { kind: 'counter', unit: 'samples', use: 'measured' },
    silentConcealedSamples: { kind: 'counter', unit: 'samples', use: 'recorded' },
    concealmentEvents: { kind: 'counter', unit: 'events', use: 'measured' },
    insertedSamplesForDeceleration: { kind: 'counter', unit: 'samples', use: 'recorded' },
    removedSamplesForAcceleration: { kind: 'counter', unit: 'samples', use: 'recorded' },
    audioLevel: { kind: 'gauge', unit: '0..1', use: 'recorded' },
    totalAudioEnergy: { kind: 'counter', unit: 's', use: 'recorded' },
    totalSamplesDuration: { kind: 'counter', unit: 's', use: 'recorded' },
  },
  /** `rid` names a simulcast stream, `codecId` is the id of its codec report. */
  'outbound-rtp': {
    kind: { kind: 'media', use: 'measured' },
    rid: { kind: 'text', use: 'measured' },
    scalabilityMode: { kind: 'text', use: 'measured' },
    codecId: { kind: 'text', use: 'measured' },
    encoderImplementation: { kind: 'text', use: 'measured' },
    qualityLimitationReason: { kind: 'text', use: 'recorded' },
    qualityLimitationDurations: { kind: 'durations', unit: 's', use: 'measured' },
    ssrc: { kind: 'gauge', unit: 'id', use: 'measured' },
    packetsSent: { kind: 'counter', unit: 'packets', use: 'measured' },
    bytesSent: { kind: 'counter', unit: 'bytes', use: 'measured' },
    headerBytesSent: { kind: 'counter', unit: 'bytes', use: 'measured' },
    retransmittedPacketsSent: { kind: 'counter', unit: 'packets', use: 'recorded' },
    retransmittedBytesSent: { kind: 'counter', unit: 'bytes', use: 'measured' },
    framesEncoded: { kind: 'counter', unit: 'frames', use: 'measured' },
    framesSent: { kind: 'counter', unit: 'frames', use: 'measured' },
    hugeFramesSent: { kind: 'counter', unit: 'frames', use: 'measured' },
    keyFramesEncoded: { kind: 'counter', unit: 'frames', use: 'measured' },
    framesPerSecond: { kind: 'gauge', unit: 'frames/s', use: 'measured' },
    frameWidth: { kind: 'gauge', unit: 'pixels', use: 'measured' },
    frameHeight: { kind: 'gauge', unit: 'pixels', use: 'measured' },
    totalEncodeTime: { kind: 'counter', unit: 's', use: 'measured' },
    totalEncodedBytesTarget: { kind: 'counter', unit: 'bytes', use: 'recorded' },
    totalPacketSendDelay: { kind: 'counter', unit: 's', use: 'measured' },
    targetBitrate: { kind: 'gauge', unit: 'bit/s', use: 'measured' },
    qpSum: { kind: 'counter', unit: 'qp', use: 'measured' },
    qualityLimitationResolutionChanges: { kind: 'counter', unit: 'events', use: 'measured' },
    nackCount: { kind: 'counter', unit: 'packets', use: 'measured' },
    pliCount: { kind: 'counter', unit: 'packets', use: 'measured' },
    firCount: { kind: 'counter', unit: 'packets', use: 'measured' },
  },
  'remote-inbound-rtp': {
    kind: { kind: 'media', use: 'measured' },
    packetsLost: { kind: 'counter', unit: 'packets', use: 'measured' },
    jitter: { kind: 'gauge', unit: 's', use: 'measured' },
    roundTripTime: { kind: 'gauge', unit: 's', use: 'measured' },
    totalRoundTripTime: { kind: 'counter', unit: 's', use: 'measured' },
    roundTripTimeMeasurements: { kind: 'counter', unit: 'measurements', use: 'measured' },
    fractionLost: { kind: 'gauge', unit: '0..1', use: 'recorded' },
  },
  'remote-outbound-rtp': {
    kind: { kind: 'media', use: 'recorded' },
    packetsSent: { kind: 'counter', unit: 'packets', use: 'recorded' },
    bytesSent: { kind: 'counter', unit: 'bytes', use: 'recorded' },
    remoteTimestamp: { kind: 'gauge', unit: 'ms', use: 'recorded' },
    reportsSent: { kind: 'counter', unit: 'reports', use: 'measured' },
    roundTripTime: { kind: 'gauge', unit: 's', use: 'recorded' },
    totalRoundTripTime: { kind: 'counter', unit: 's', use: 'recorded' },
    roundTripTimeMeasurements: { kind: 'counter', unit: 'measurements', use: 'measured' },
  },
  /** Recorded for nominated pairs only. */
  'candidate-pair': {
    state: { kind: 'text', use: 'measured' },
    nominated: { kind: 'flag', use: 'measured' },
    bytesSent: { kind: 'counter', unit: 'bytes', use: 'recorded' },
    bytesReceived: { kind: 'counter', unit: 'bytes', use: 'recorded' },
    packetsSent: { kind: 'counter', unit: 'packets', use: 'recorded' },
    packetsReceived: { kind: 'counter', unit: 'packets', use: 'recorded' },
    currentRoundTripTime: { kind: 'gauge', unit: 's', use: 'measured' },
    totalRoundTripTime: { kind: 'counter', unit: 's', use: 'recorded' },
    responsesReceived: { kind: 'counter', unit: 'responses', use: 'measured' },
    availableOutgoingBitrate: { kind: 'gauge', unit: 'bit/s', use: 'recorded' },
    availableIncomingBitrate: { kind: 'gauge', unit: 'bit/s', use: 'recorded' },
  },
  /** Recorded for the nominated pair only, without addresses: it shows how media travels. */
  'local-candidate': {
    protocol: { kind: 'text', use: 'measured' },
    candidateType: { kind: 'text', use: 'measured' },
    relayProtocol: { kind: 'text', use: 'measured' },
    tcpType: { kind: 'text', use: 'recorded' },
  },
  'media-source': {
    kind: { kind: 'media', use: 'measured' },
    frames: { kind: 'counter', unit: 'frames', use: 'measured' },
    framesPerSecond: { kind: 'gauge', unit: 'frames/s', use: 'measured' },
    width: { kind: 'gauge', unit: 'pixels', use: 'measured' },
    height: { kind: 'gauge', unit: 'pixels', use: 'measured' },
    audioLevel: { kind: 'gauge', unit: '0..1', use: 'measured' },
    totalAudioEnergy: { kind: 'counter', unit: 's', use: 'measured' },
    totalSamplesDuration: { kind: 'counter', unit: 's', use: 'measured' },
  },
  /** Recorded for sent streams only. `mimeType` is a name such as "video/H264". */
  codec: {
    mimeType: { kind: 'text', use: 'measured' },
    sdpFmtpLine: { kind: 'text', use: 'measured' },
    payloadType: { kind: 'gauge', unit: 'id', use: 'measured' },
    clockRate: { kind: 'gauge', unit: 'Hz', use: 'measured' },
    channels: { kind: 'gauge', unit: 'channels', use: 'measured' },
  },
  'media-playout': {
    synthesizedSamplesDuration: { kind: 'counter', unit: 's', use: 'recorded' },
    synthesizedSamplesEvents: { kind: 'counter', unit: 'events', use: 'recorded' },
    totalSamplesDuration: { kind: 'counter', unit: 's', use: 'recorded' },
    totalPlayoutDelay: { kind: 'counter', unit: 's', use: 'recorded' },
    totalSamplesCount: { kind: 'counter', unit: 'samples', use: 'recorded' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, StatsField>>>>;

/** Fields that every report has. */
export const COMMON_FIELDS = ['id', 'timestamp', 'type'] as const;

export type StatsType = keyof typeof W3C_STATS;

interface Values {
  readonly counter: number;
  readonly gauge: number;
  readonly text: string;
  readonly flag: boolean;
  readonly media: 'audio' | 'video';
  readonly durations: Readonly<Record<string, number>>;
}

type Fields<T extends StatsType> = (typeof W3C_STATS)[T];
type KindOf<T extends StatsType, Name extends keyof Fields<T>> = Fields<T>[Name] extends {
  readonly kind: infer Kind extends keyof Values;
}
  ? Kind
  : never;
type FieldOfKind<T extends StatsType, Kind> = {
  [Name in keyof Fields<T>]: Fields<T>[Name] extends { readonly kind: Kind } ? Name : never;
}[keyof Fields<T>];

/** A report of one type. Every field but `kind` is absent where the browser did not give it. */
export type Report<T extends StatsType> = {
  readonly id: string;
  readonly timestamp: number;
  readonly type: T;
} & { readonly [Name in FieldOfKind<T, 'media'>]: Values['media'] } & {
  readonly [Name in Exclude<keyof Fields<T>, FieldOfKind<T, 'media'>>]?: Values[KindOf<T, Name>];
};

export type OutboundRtp = Report<'outbound-rtp'>;

export type StatsReport = { [T in StatsType]: Report<T> }[StatsType];

/** Returns the names of a report's fields, without the common ones: all of them, or those that pass `test`. */
export function statsFields(type: StatsType, test: (field: StatsField) => boolean = () => true): readonly string[] {
  return Object.entries<StatsField>(W3C_STATS[type]).flatMap(([name, field]) => (test(field) ? [name] : []));
}

export function isStatsType(type: unknown): type is StatsType {
  return typeof type === 'string' && Object.hasOwn(W3C_STATS, type);
}

export const STATS_TYPES: readonly StatsType[] = Object.keys(W3C_STATS).filter(isStatsType);
