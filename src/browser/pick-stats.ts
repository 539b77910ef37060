import { COMMON_FIELDS, isStatsType, type StatsReport, statsFields } from '../model/recording/w3c-stats.ts';

/**
 * Returns the recorded fields of a connection's reports: of candidate pairs the nominated ones, of local candidates those of such
 * pairs, of codecs those of sent streams.
 */
export async function pickStats(connection: Pick<RTCPeerConnection, 'getStats'>): Promise<StatsReport[]> {
  const picked: StatsReport[] = [];
  const reports = await connection.getStats();
  const sentCodecs = new Set<unknown>();
  const usedCandidates = new Set<unknown>();
  reports.forEach((report: Record<string, unknown>) => {
    if (report.type === 'outbound-rtp') sentCodecs.add(report.codecId);
    if (report.type === 'candidate-pair' && report.nominated === true) usedCandidates.add(report.localCandidateId);
  });
  reports.forEach((report: Record<string, unknown>) => {
    const { type } = report;
    if (!isStatsType(type) || (type === 'candidate-pair' && report.nominated !== true)) return;
    if (type === 'local-candidate' && !usedCandidates.has(report.id)) return;
    if (type === 'codec' && !sentCodecs.has(report.id)) return;
    const present = [...COMMON_FIELDS, ...statsFields(type)].filter((field) => report[field] !== undefined);
    picked.push(Object.fromEntries(present.map((field) => [field, report[field]])) as unknown as StatsReport);
  });
  return picked;
}

/** Picks from several connections. Ids of the second and later ones get a prefix ("2/"), so that they stay unique. */
export async function pickAllStats(
  connections: readonly Pick<RTCPeerConnection, 'getStats'>[],
): Promise<StatsReport[]> {
  const each = await Promise.all(connections.map(pickStats));
  return each.flatMap((reports, n) =>
    n === 0 ? reports : reports.map((report) => ({ ...report, id: `${n + 1}/${report.id}` })),
  );
}
