import { inboundReport } from '../../model/recording/inbound-report.ts';
import type { MeasuredInbound, MeasuredPair, MeasuredReport } from '../../model/recording/measured-stats.ts';
import type { OutboundRtp } from '../../model/recording/w3c-stats.ts';

/** Returns the inbound report of a kind; of several (after renegotiation), the one that carries most. */
export const inboundRtp: (reports: readonly MeasuredReport[], kind: 'audio' | 'video') => MeasuredInbound | undefined =
  inboundReport;

/** Returns the report of each video stream: one, or one per simulcast layer. */
export function outboundVideos(reports: readonly MeasuredReport[]): readonly OutboundRtp[] {
  return reports.filter((report) => report.type === 'outbound-rtp').filter((report) => report.kind === 'video');
}

/** Returns the outbound reports of a kind, one per simulcast layer; of several without a rid, the one that carries most. */
export function outboundLayers(reports: readonly MeasuredReport[], kind: 'audio' | 'video'): readonly OutboundRtp[] {
  const byName = new Map<string | undefined, OutboundRtp>();
  for (const report of reports)
    if (report.type === 'outbound-rtp' && report.kind === kind) {
      const known = byName.get(report.rid);
      if (known === undefined || (report.bytesSent ?? -1) > (known.bytesSent ?? -1)) byName.set(report.rid, report);
    }
  return [...byName.values()];
}

export function outboundLayer(
  reports: readonly MeasuredReport[],
  kind: 'audio' | 'video',
  rid: string | undefined,
): OutboundRtp | undefined {
  return outboundLayers(reports, kind).find((layer) => layer.rid === rid);
}

/** Returns the video stream with this rid; the only one where streams have no rid. */
export function outboundVideo(reports: readonly MeasuredReport[], rid?: string): OutboundRtp | undefined {
  const videos = outboundVideos(reports);
  return (
    videos.find((report) => report.rid === rid && rid !== undefined) ??
    videos
      .filter((report) => report.rid === undefined)
      // After renegotiation there may be several: take the one that carries most.
      .toSorted((a, b) => (b.bytesSent ?? -1) - (a.bytesSent ?? -1))[0]
  );
}

/**
 * Returns the frames that left the encoder in any of the video's streams: each counter is that of the stream that has counted
 * most, since a publisher short of bandwidth stops the largest stream and goes on with the others.
 */
export function encodedVideo(reports: readonly MeasuredReport[]): EncodedVideo | undefined {
  const videos = outboundVideos(reports);
  const [first] = videos;
  if (first === undefined) return undefined;
  if (videos.length === 1 || first.rid === undefined) return outboundVideo(reports);
  const most = (field: 'framesEncoded' | 'framesSent') => {
    const counts = videos.flatMap((report) => report[field] ?? []);
    return counts.length === 0 ? undefined : Math.max(...counts);
  };
  const [framesEncoded, framesSent] = [most('framesEncoded'), most('framesSent')];
  return {
    id: videos
      .map(({ id }) => id)
      .toSorted()
      .join(' '),
    timestamp: first.timestamp,
    ...(framesEncoded !== undefined && { framesEncoded }),
    ...(framesSent !== undefined && { framesSent }),
  };
}

export type EncodedVideo = Pick<OutboundRtp, 'id' | 'timestamp' | 'framesEncoded' | 'framesSent'>;

const SPATIAL_LAYERS = /^[LS][2-9]/;

/**
 * Returns whether a stream is made of several sizes. Of such a one, libwebrtc counts each frame once per layer, and its target bitrate
 * is that of the smallest layer alone.
 */
export function hasSpatialLayers({ scalabilityMode = '' }: Pick<OutboundRtp, 'scalabilityMode'>): boolean {
  return SPATIAL_LAYERS.test(scalabilityMode);
}

/** Returns the candidate pair in use: the nominated one, else one that succeeded. */
export function candidatePair(reports: readonly MeasuredReport[]): MeasuredPair | undefined {
  let succeeded: MeasuredPair | undefined;
  for (const report of reports) {
    if (report.type !== 'candidate-pair' || (report.state !== undefined && report.state !== 'succeeded')) continue;
    if (report.nominated === true) return report;
    succeeded ??= report;
  }
  return succeeded;
}
