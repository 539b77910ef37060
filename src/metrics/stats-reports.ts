import type { CandidatePair, InboundRtp, OutboundRtp, StatsReport } from '../model/w3c-stats.ts';

/** Of several (a stream renegotiated, simulcast layers) the one that carries most. */
export function inboundRtp(reports: readonly StatsReport[], kind: 'audio' | 'video'): InboundRtp | undefined {
  return reports
    .filter((report) => report.type === 'inbound-rtp')
    .filter((report) => report.kind === kind)
    .toSorted((a, b) => (b.bytesReceived ?? -1) - (a.bytesReceived ?? -1))[0];
}

export function outboundVideo(reports: readonly StatsReport[]): OutboundRtp | undefined {
  return reports
    .filter((report) => report.type === 'outbound-rtp')
    .filter((report) => report.kind === 'video')
    .toSorted((a, b) => (b.bytesSent ?? -1) - (a.bytesSent ?? -1))[0];
}

/** The pair in use: nominated, else the one that succeeded. */
export function candidatePair(reports: readonly StatsReport[]): CandidatePair | undefined {
  const pairs = reports.filter((report) => report.type === 'candidate-pair');
  const succeeded = pairs.filter((pair) => pair.state === undefined || pair.state === 'succeeded');
  return succeeded.find((pair) => pair.nominated === true) ?? succeeded[0];
}
