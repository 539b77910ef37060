import type { StatsReport } from '../model/recording/w3c-stats.ts';

/** Fields kept of getStats(), by W3C name; the types in model/w3c-stats.ts say the same. */
export const KEPT: Readonly<Record<StatsReport['type'], readonly string[]>> = {
  'inbound-rtp':
    words(`kind decoderImplementation powerEfficientDecoder ssrc packetsReceived packetsLost packetsDiscarded bytesReceived
    headerBytesReceived jitter framesReceived framesDecoded framesDropped keyFramesDecoded framesPerSecond frameWidth frameHeight
    freezeCount totalFreezesDuration pauseCount totalPausesDuration totalInterFrameDelay totalSquaredInterFrameDelay jitterBufferDelay
    jitterBufferTargetDelay jitterBufferMinimumDelay jitterBufferEmittedCount totalDecodeTime totalProcessingDelay totalAssemblyTime
    framesAssembledFromMultiplePackets qpSum nackCount pliCount firCount retransmittedPacketsReceived retransmittedBytesReceived
    totalSamplesReceived concealedSamples silentConcealedSamples concealmentEvents insertedSamplesForDeceleration
    removedSamplesForAcceleration audioLevel totalAudioEnergy totalSamplesDuration`),
  'outbound-rtp':
    words(`kind rid scalabilityMode codecId encoderImplementation qualityLimitationReason qualityLimitationDurations ssrc packetsSent bytesSent
    headerBytesSent retransmittedPacketsSent retransmittedBytesSent framesEncoded framesSent hugeFramesSent keyFramesEncoded
    framesPerSecond frameWidth frameHeight totalEncodeTime totalEncodedBytesTarget totalPacketSendDelay targetBitrate qpSum
    qualityLimitationResolutionChanges nackCount pliCount firCount`),
  'remote-inbound-rtp': words(
    'kind packetsLost jitter roundTripTime totalRoundTripTime roundTripTimeMeasurements fractionLost',
  ),
  'remote-outbound-rtp': words(
    'kind packetsSent bytesSent remoteTimestamp reportsSent roundTripTime totalRoundTripTime roundTripTimeMeasurements',
  ),
  'candidate-pair':
    words(`state nominated bytesSent bytesReceived packetsSent packetsReceived currentRoundTripTime totalRoundTripTime
    responsesReceived availableOutgoingBitrate availableIncomingBitrate`),
  'media-source': words('kind frames framesPerSecond width height audioLevel totalAudioEnergy totalSamplesDuration'),
  codec: words('mimeType sdpFmtpLine payloadType clockRate channels'),
  'media-playout': words(
    'synthesizedSamplesDuration synthesizedSamplesEvents totalSamplesDuration totalPlayoutDelay totalSamplesCount',
  ),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** The kept fields of every kept report; of candidate pairs only those in use, of codecs those of what is sent. */
export async function pickStats(connection: Pick<RTCPeerConnection, 'getStats'>): Promise<StatsReport[]> {
  const picked: StatsReport[] = [];
  const reports = await connection.getStats();
  const sent = new Set<unknown>();
  reports.forEach((report: Record<string, unknown>) => {
    if (report.type === 'outbound-rtp') sent.add(report.codecId);
  });
  reports.forEach((report: Record<string, unknown>) => {
    const fields = KEPT[report.type as StatsReport['type']];
    if (fields === undefined || (report.type === 'candidate-pair' && report.nominated !== true)) return;
    if (report.type === 'codec' && !sent.has(report.id)) return;
    const kept = ['id', 'timestamp', 'type', ...fields].filter((field) => report[field] !== undefined);
    picked.push(Object.fromEntries(kept.map((field) => [field, report[field]])) as unknown as StatsReport);
  });
  return picked;
}

/** Those of every connection, the first one's by their own ids. */
export async function pickAllStats(
  connections: readonly Pick<RTCPeerConnection, 'getStats'>[],
): Promise<StatsReport[]> {
  const each = await Promise.all(connections.map(pickStats));
  return each.flatMap((reports, n) =>
    n === 0 ? reports : reports.map((report) => ({ ...report, id: `${n + 1}/${report.id}` })),
  );
}
