import type { ConnectionRecord, MediaWay } from '../model/recording/connection-record.ts';
import type { EventLine } from '../model/recording/event-line.ts';
import type { MeasuredReport } from '../model/recording/measured-stats.ts';
import type { RecordedViewer, StatsSample } from '../model/recording/recorded-take.ts';
import type { Topology } from '../model/scenario/network.ts';
import { isUdpBlocked } from '../model/scenario/udp-blocked.ts';

/** Names of the events that a participant's first connection ends with. */
const CONNECTED = ['joined', 'published'];
const FAILED = ['join-failed', 'publish-failed'];

/** Sums up how a participant (a node's id) was connected, by its own events and statistics. */
export function assembleConnection(
  { id, stats, events }: Pick<RecordedViewer, 'id' | 'stats' | 'events'>,
  topology: Pick<Topology, 'links' | 'routes'>,
): ConnectionRecord {
  const failure = failureOf(events);
  return {
    participant: id,
    ways: waysOf(stats),
    ...reconnectionsOf(events),
    ...(failure !== undefined && { failure }),
    ...(isUdpBlocked(topology, id) && { udpBlocked: true }),
  };
}

function failureOf(events: readonly EventLine[]): string | undefined {
  if (events.some(({ name }) => CONNECTED.includes(name))) return undefined;
  const reason = events.findLast(({ name }) => FAILED.includes(name))?.detail?.reason;
  return reason === undefined ? undefined : String(reason);
}

function waysOf(stats: readonly StatsSample[]): MediaWay[] {
  const ways = new Map<string, MediaWay>();
  for (const { reports } of stats)
    for (const way of reports.flatMap(wayOf)) ways.set(Object.values(way).join(' '), way);
  return [...ways.values()];
}

function wayOf(report: MeasuredReport): MediaWay[] {
  if (report.type !== 'local-candidate') return [];
  const { protocol, candidateType, relayProtocol } = report;
  if (protocol === undefined || candidateType === undefined) return [];
  return [{ protocol, candidateType, ...(relayProtocol !== undefined && { relayProtocol }) }];
}

function reconnectionsOf(
  events: readonly EventLine[],
): Pick<ConnectionRecord, 'reconnections' | 'longestReconnectionMs' | 'isLost'> {
  const tookMs: number[] = [];
  let lostMs: number | undefined;
  for (const { name, atMs, detail } of events) {
    if (name !== 'transport') continue;
    if (detail?.what === 'reconnecting') lostMs ??= atMs;
    if (detail?.what !== 'reconnected' || lostMs === undefined) continue;
    tookMs.push(Math.round(atMs - lostMs));
    lostMs = undefined;
  }
  return {
    reconnections: tookMs.length,
    ...(tookMs.length > 0 && { longestReconnectionMs: tookMs.reduce((most, each) => Math.max(most, each)) }),
    ...(lostMs !== undefined && { isLost: true }),
  };
}
