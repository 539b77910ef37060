import { repeatedIntervals } from '../metrics/picture/source-timeline.ts';
import type { Span } from '../metrics/series/span.ts';
import type { ConnectionRecord } from '../model/recording/connection-record.ts';
import type { CommonTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import type { Incident } from '../model/result/incident.ts';
import type { Measurement } from '../model/result/measurement.ts';
import { readRecording, type Share } from '../recording/reader.ts';
import type { Findings } from '../verdict/validity/findings.ts';
import { assembleConnection } from './assemble-connection.ts';
import { judgeViewers } from './judge-viewers.ts';
import { seriesThinner } from './thin-series.ts';

/** Results about a share of a take's viewers, kept once they are measured; plain data. */
export interface JudgedShare {
  readonly share: Share;
  readonly viewers: readonly (Pick<RecordedViewer, 'id' | 'region' | 'timers' | 'sdk'> & {
    readonly connection: ConnectionRecord;
  })[];
  readonly measured: Measurement['viewers'];
  readonly findings: Findings;
  /** Incidents of single viewers. */
  readonly incidents: readonly Incident[];
  /** Intervals in which the source repeated itself, by what each of the viewers saw. */
  readonly seenAgain: readonly Span[];
  /** Lines that could not be parsed, of these viewers or of nobody. */
  readonly tornLines: number;
}

/** Shares of a recording's viewers to be judged one after another; it is one of `takeCount` that share the points which result.json may hold. */
export interface ShareTask {
  readonly file: string;
  readonly shares: readonly Share[];
  readonly takeCount: number;
}

/** Does all that looks at every frame and sample of a viewer. In memory there is one share at a time. */
export async function judgeEach({ file, shares, takeCount }: ShareTask): Promise<readonly JudgedShare[]> {
  const judged: JudgedShare[] = [];
  for (const share of shares) judged.push((await judgeShare(file, share, takeCount)).judged);
  return judged;
}

/** Does the same for one share, and returns what is not about viewers with it. */
export async function judgeShare(
  file: string,
  share: Share,
  takeCount: number,
): Promise<{ readonly take: CommonTake; readonly judged: JudgedShare }> {
  const recorded = await readRecording(file, share);
  const { viewers, ...take } = recorded;
  const judged = {
    share,
    viewers: viewers.map((viewer) => {
      const { id, region, timers, sdk } = viewer;
      const connection = assembleConnection(viewer, take.header.topology);
      return { id, region, timers, connection, ...(sdk !== undefined && { sdk }) };
    }),
    ...judgeViewers(recorded, seriesThinner(take.header.take, takeCount)),
    seenAgain: viewers.flatMap(repeatedIntervals),
    tornLines: take.tornLines,
  };
  return { take, judged };
}
