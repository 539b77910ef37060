import type { CandidatePair, InboundRtp, MediaPlayout, RemoteOutboundRtp, StatsReport } from './w3c-stats.ts';

/**
 * What metrics and validity compute with, of reports that every viewer gives every second; the rest stays in the file. What is
 * not here a metric cannot ask for: tsc says so.
 */
export const MEASURED_FIELDS = {
  'inbound-rtp': [
    ...(['type', 'id', 'timestamp', 'kind', 'bytesReceived', 'packetsReceived', 'packetsLost'] as const),
    ...(['framesDecoded', 'totalDecodeTime', 'freezeCount'] as const),
    ...(['totalProcessingDelay', 'totalAssemblyTime'] as const),
    ...(['totalSamplesReceived', 'concealedSamples', 'concealmentEvents'] as const),
  ],
  'candidate-pair': ['type', 'id', 'timestamp', 'state', 'nominated', 'currentRoundTripTime', 'responsesReceived'],
} as const;

export type MeasuredInbound = Pick<InboundRtp, (typeof MEASURED_FIELDS)['inbound-rtp'][number]>;
export type MeasuredPair = Pick<CandidatePair, (typeof MEASURED_FIELDS)['candidate-pair'][number]>;
export type MeasuredReport =
  | MeasuredInbound
  | MeasuredPair
  | Exclude<StatsReport, InboundRtp | CandidatePair | RemoteOutboundRtp | MediaPlayout>;
