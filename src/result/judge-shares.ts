import { stat } from 'node:fs/promises';
import { collectGarbage } from '../lib/collect-garbage.ts';
import { repeatedIntervals } from '../metrics/picture/source-timeline.ts';
import type { Span } from '../metrics/series/span.ts';
import type { ConnectionRecord } from '../model/recording/connection-record.ts';
import type { CommonTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import type { Incident } from '../model/result/incident.ts';
import type { Measurement } from '../model/result/measurement.ts';
import type { LinkTotals } from '../model/result/result.ts';
import { NOBODY, readRecording, type Share } from '../recording/reader.ts';
import type { Findings } from '../verdict/validity/findings.ts';
import { assembleConnection } from './assemble-connection.ts';
import { assembleLinks } from './assemble-links.ts';
import { judgeViewers } from './judge-viewers.ts';
import { pointsEach } from './points-each.ts';
import { readHeader } from './read-header.ts';
import { seriesThinner } from './thin-series.ts';

/**
 * Size of the part of a recording that is in memory at a time, where it takes some ten times as much with all that is made of it: three
 * viewers of an hour. Each part costs another reading of the file, most of whose lines are passed over by their first bytes.
 */
const BYTES_AT_ONCE = 24 * 2 ** 20;

/** Results about a share of a take's viewers, kept once they are measured. */
export interface JudgedShare {
  readonly viewers: readonly (Pick<RecordedViewer, 'id' | 'region' | 'timers' | 'sdk'> & {
    readonly connection: ConnectionRecord;
  })[];
  readonly measured: Measurement['viewers'];
  readonly findings: Findings;
  /** Incidents of single viewers. */
  readonly incidents: readonly Incident[];
  /** Intervals in which the source repeated itself, by what each of the viewers saw. */
  readonly seenAgain: readonly Span[];
  /** Links on the ways of its viewers; shares that have a link in common tell the same of it. */
  readonly links: readonly LinkTotals[];
}

interface JudgedTake {
  /** With links and origin as far as at least one share needs them. */
  readonly take: CommonTake;
  readonly judged: readonly JudgedShare[];
}

/**
 * Judges a recording's viewers share by share, in the plan's order, so that memory holds a few of them however many there are. The
 * recording is one of `takeCount` that share the points which result.json may hold. `count` of shares defaults to what its size
 * asks for.
 */
export async function judgeShares(file: string, takeCount: number, count?: number): Promise<JudgedTake> {
  const shareCount = count ?? (await sharesOf(file));
  if (shareCount === 1) return await judgeShare(file, { index: 0, count: 1 }, takeCount);
  const judged: JudgedShare[] = [];
  const tornLines: number[] = [];
  for (let index = 0; index < shareCount; index++) {
    const share = await judgeShare(file, { index, count: shareCount }, takeCount);
    judged.push(...share.judged);
    tornLines.push(share.take.tornLines);
    collectGarbage();
  }
  const { viewers: _, ...take } = await readRecording(file, NOBODY);
  collectGarbage();
  // Each share has met the torn lines that are nobody's.
  const torn = tornLines.reduce((sum, each) => sum + each - take.tornLines, take.tornLines);
  return { take: { ...take, tornLines: torn }, judged };
}

/** Does all that looks at every frame and sample of a viewer. */
async function judgeShare(file: string, share: Share, takeCount: number): Promise<JudgedTake> {
  const recorded = await readRecording(file, share);
  const { viewers, ...take } = recorded;
  const judged = {
    viewers: viewers.map((viewer) => {
      const { id, region, timers, sdk } = viewer;
      const connection = assembleConnection(viewer, take.header.topology);
      return { id, region, timers, connection, ...(sdk !== undefined && { sdk }) };
    }),
    ...judgeViewers(recorded, seriesThinner(take.header.take, takeCount)),
    seenAgain: viewers.flatMap(repeatedIntervals),
    links: assembleLinks(take, pointsEach(takeCount * take.header.topology.links.length)),
  };
  return { take, judged: [judged] };
}

async function sharesOf(file: string): Promise<number> {
  try {
    const [{ size }, { take }] = await Promise.all([stat(file), readHeader(file)]);
    return Math.max(1, Math.min(take.viewers.length, Math.ceil(size / BYTES_AT_ONCE)));
  } catch {
    // The reader reports what is wrong with the file.
    return 1;
  }
}
