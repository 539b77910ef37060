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

/** What is sent of one kind, by simulcast layer; of several without a name the one that carries most. */
export function outboundLayers(reports: readonly StatsReport[], kind: 'audio' | 'video'): readonly OutboundRtp[] {
  const byName = new Map<string | undefined, OutboundRtp>();
  for (const report of reports)
    if (report.type === 'outbound-rtp' && report.kind === kind) {
      const known = byName.get(report.rid);
      if (known === undefined || (report.bytesSent ?? -1) > (known.bytesSent ?? -1)) byName.set(report.rid, report);
    }
  return [...byName.values()];
}

export function outboundLayer(
  reports: readonly StatsReport[],
  kind: 'audio' | 'video',
  rid: string | undefined,
): OutboundRtp | undefined {
  return outboundLayers(reports, kind).find((layer) => layer.rid === rid);
}

/** The pair in use: nominated, else the one that succeeded. */
export function candidatePair(reports: readonly StatsReport[]): CandidatePair | undefined {
  const pairs = reports.filter((report) => report.type === 'candidate-pair');
  const succeeded = pairs.filter((pair) => pair.state === undefined || pair.state === 'succeeded');
  return succeeded.find((pair) => pair.nominated === true) ?? succeeded[0];
}
