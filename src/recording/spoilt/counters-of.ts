import type { MeasuredReport } from '../../model/recording/measured-stats.ts';

type Fields = Readonly<Record<string, unknown>>;
type CountersOfTypes = {
  readonly [T in MeasuredReport['type']]: readonly Exclude<
    keyof Extract<MeasuredReport, { readonly type: T }>,
    'type'
  >[];
};

/** Totals since the connection began, of W3C webrtc-stats; all other fields tell of a moment. */
const COUNTERS = {
  'inbound-rtp': [
    ...([
      'bytesReceived',
      'packetsReceived',
      'packetsLost',
      'framesDecoded',
      'totalDecodeTime',
      'freezeCount',
    ] as const),
    ...(['totalProcessingDelay', 'totalAssemblyTime'] as const),
    ...(['totalSamplesReceived', 'concealedSamples', 'concealmentEvents'] as const),
  ],
  'outbound-rtp': [
    ...(['packetsSent', 'bytesSent', 'headerBytesSent', 'retransmittedPacketsSent', 'retransmittedBytesSent'] as const),
    ...(['framesEncoded', 'framesSent', 'hugeFramesSent', 'keyFramesEncoded', 'totalEncodeTime', 'qpSum'] as const),
    ...(['totalEncodedBytesTarget', 'totalPacketSendDelay', 'qualityLimitationResolutionChanges'] as const),
    ...(['nackCount', 'pliCount', 'firCount'] as const),
  ],
  'remote-inbound-rtp': ['packetsLost', 'totalRoundTripTime', 'roundTripTimeMeasurements'],
  'candidate-pair': ['responsesReceived'],
  'media-source': ['frames', 'totalAudioEnergy', 'totalSamplesDuration'],
  codec: [],
} as const satisfies CountersOfTypes;

/** Totals under names of their own: seconds by reason. */
const DURATIONS = 'qualityLimitationDurations';
const DURATION_OF = `${DURATIONS}.`;

export function countersOf(report: MeasuredReport): readonly (readonly [name: string, total: number])[] {
  const fields = report as unknown as Fields;
  const named = COUNTERS[report.type].map((name) => [name, fields[name]] as const);
  const durations = Object.entries(durationsIn(fields)).map(([reason, s]) => [`${DURATION_OF}${reason}`, s] as const);
  return [...named, ...durations].flatMap(([name, total]) =>
    typeof total === 'number' ? [[name, total] as const] : [],
  );
}

/** Lower in any counter that never falls (duplicates are taken from packetsLost): it began anew. */
export function hasRestarted(report: MeasuredReport, before: MeasuredReport): boolean {
  const [now, then] = [report, before].map((each) => each as unknown as Fields) as [Fields, Fields];
  for (const name of COUNTERS[report.type])
    if (name !== 'packetsLost' && Number(now[name]) < Number(then[name])) return true;
  return false;
}

/** The same report, so much less in each total. */
export function withLess(report: MeasuredReport, timestamp: number, less: ReadonlyMap<string, number>): MeasuredReport {
  const fields: Record<string, unknown> = { ...report, timestamp };
  const durations: Record<string, unknown> | undefined =
    fields[DURATIONS] === undefined ? undefined : { ...durationsIn(fields) };
  for (const [name, out] of less) {
    const isDuration = name.startsWith(DURATION_OF);
    const [place, key] = isDuration ? [durations, name.slice(DURATION_OF.length)] : [fields, name];
    const total = place?.[key];
    if (place !== undefined && typeof total === 'number') place[key] = total - out;
  }
  if (durations !== undefined) fields[DURATIONS] = durations;
  // The same fields of the same types.
  return fields as unknown as MeasuredReport;
}

function durationsIn(fields: Fields): Fields {
  const durations = fields[DURATIONS];
  return typeof durations === 'object' && durations !== null ? (durations as Fields) : {};
}
