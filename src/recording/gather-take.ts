import type { EventLine } from '../model/recording/event-line.ts';
import type { FramesMadeLine } from '../model/recording/frame-lines.ts';
import type { OriginLine } from '../model/recording/origin-line.ts';
import type {
  ClipRate,
  MadeFrame,
  RecordedTake,
  SdkSample,
  SoundMark,
  StatsSample,
} from '../model/recording/recorded-take.ts';
import type { EnvironmentLine, HeaderLine, RecordLine } from '../model/recording/recording.ts';
import type { HostLine, LinksLine } from '../model/recording/sample-lines.ts';
import type { Calibration } from '../model/result/calibration.ts';
import {
  addClarity,
  addDevice,
  addHeard,
  addSdk,
  addSeen,
  createGrowingViewer,
  finishViewer,
  type GrowingViewer,
  toSoundMarks,
} from './growing-viewer.ts';
import { measuredReports } from './measured-reports.ts';
import { sortByTime } from './sort-by-time.ts';
import { leaveOutSpoilt } from './spoilt/leave-out-spoilt.ts';

export interface TakeGatherer {
  add(line: RecordLine): void;
  /** Notes the time of a line that is left out. */
  skip(atMs: number): void;
  /** Completes the take, leaving out the seconds that the machine spoilt. */
  finish(tornLines: number): RecordedTake;
}

/**
 * Gathers lines into a RecordedTake with the given viewers of the plan; lines of all others are left out. A viewer
 * without a single line is there too: a viewer missing from the recording must not be missing from the verdict.
 */
export function gatherTake(header: HeaderLine, selected = header.take.viewers): TakeGatherer {
  const viewers = new Map<string, GrowingViewer>(
    selected.map(({ id, region }) => [id, createGrowingViewer(id, region)]),
  );
  const made: MadeFrame[] = [];
  const clipRates: ClipRate[] = [];
  const marks: SoundMark[] = [];
  const publisherStats: StatsSample[] = [];
  const publisherSdk: { sdk?: SdkSample[] } = {};
  const events: EventLine[] = [];
  const host: HostLine[] = [];
  const links: LinksLine[] = [];
  const origin: OriginLine[] = [];
  let environment: EnvironmentLine | undefined;
  let calibration: Calibration | undefined;
  let window: RecordedTake['window'];
  let end: RecordedTake['end'];
  let lastAtMs = header.atMs;

  /** Adds a line to its viewer, if that is among the selected. */
  function addTo<L extends { readonly viewer: string }>(line: L, add: (viewer: GrowingViewer, line: L) => void): void {
    const viewer = viewers.get(line.viewer);
    if (viewer) add(viewer, line);
  }

  return {
    add(line) {
      lastAtMs = Math.max(lastAtMs, line.atMs);
      switch (line.type) {
        case 'header':
        // Pictures are not measured; read-pictures.ts reads them for the report.
        case 'picture':
          break;
        case 'environment':
          environment = line;
          break;
        case 'calibration':
          calibration = { durationMs: line.durationMs, attempts: line.attempts, paths: line.paths };
          break;
        case 'event':
          events.push(line);
          break;
        case 'frames-made':
          addMade(made, line);
          if (line.clipFps !== undefined) clipRates.push({ atMs: line.atMs, fps: line.clipFps });
          break;
        case 'frames-seen':
          addTo(line, addSeen);
          break;
        case 'frame-stamps':
          viewers.get(line.viewer)?.stamps.addStamps(line);
          break;
        case 'clarity':
          addTo(line, addClarity);
          break;
        case 'sound-made':
          marks.push(...toSoundMarks(line.baseMs, line.mark, line.madeMs));
          break;
        case 'sound-heard':
          addTo(line, addHeard);
          break;
        case 'stats': {
          const stats = line.participant === 'publisher' ? publisherStats : viewers.get(line.participant)?.stats;
          stats?.push({ atMs: line.atMs, reports: measuredReports(line.reports) });
          break;
        }
        case 'sdk': {
          const participant = line.participant === 'publisher' ? publisherSdk : viewers.get(line.participant);
          if (participant) addSdk(participant, line);
          break;
        }
        case 'host':
          host.push(line);
          break;
        case 'device':
          addTo(line, addDevice);
          break;
        case 'links':
          links.push(line);
          break;
        case 'origin':
          origin.push(line);
          break;
        case 'window':
          window = {
            ...{ fromMs: line.fromMs, toMs: line.toMs },
            ...(line.spoiltSeconds !== undefined && { spoiltSeconds: line.spoiltSeconds }),
          };
          break;
        case 'end':
          end = { atMs: line.atMs, reason: line.reason, ...(line.detail === undefined ? {} : { detail: line.detail }) };
          break;
      }
    },
    skip(atMs) {
      lastAtMs = Math.max(lastAtMs, atMs);
    },
    finish(tornLines) {
      const ordered = sortByTime(events);
      return leaveOutSpoilt({
        header,
        ...(environment && { environment }),
        ...(calibration && { calibration }),
        ...(window && { window }),
        ...(end && { end }),
        lastAtMs,
        tornLines,
        events: ordered,
        publisher: {
          frames: made.sort((a, b) => a.madeMs - b.madeMs),
          ...(clipRates.length > 0 && { clipRates: sortByTime(clipRates) }),
          marks: sortByTime(marks),
          stats: sortByTime(publisherStats),
          ...(publisherSdk.sdk && { sdk: sortByTime(publisherSdk.sdk) }),
        },
        viewers: [...viewers.values()].map((viewer) => finishViewer(viewer, ordered)),
        host: sortByTime(host),
        links: sortByTime(links),
        origin: sortByTime(origin),
      });
    },
  };
}

function addMade(made: MadeFrame[], line: FramesMadeLine): void {
  const repeatedAt = new Set(line.repeatedAt);
  line.frame.forEach((frame, i) => {
    const madeMs = line.madeMs[i];
    const lateMs = line.lateMs[i];
    if (madeMs !== undefined && lateMs !== undefined)
      made.push({ frame, madeMs: line.baseMs + madeMs, lateMs, ...(repeatedAt.has(i) && { isRepeat: true }) });
  });
}
