import type { ReferenceBands } from '../browser/source/reference-bands.ts';
import type { PageTask } from '../browser/transports/page-task.ts';
import type { Joined, ViewerSample, WatchOptions } from '../browser/viewer/viewer-page.ts';
import { wallMs } from '../lib/clock.ts';
import { HoldMeter } from '../model/recording/hold-meter.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import { RepairMeter } from '../model/recording/repair-meter.ts';
import { type MarksMade, SyncMeter } from '../model/recording/sync-meter.ts';
import { explainFailure } from './explain-failure.ts';
import type { LaunchedBrowser } from './launch-browser.ts';
import { NewFrames } from './new-frames.ts';
import { PageHandle, pageErrorText } from './page-handle.ts';
import { preparePage } from './prepare-page.ts';

export interface ViewerOptions {
  readonly id: string;
  readonly browser: LaunchedBrowser;
  readonly task: PageTask;
  /** Whether UDP is blocked on its line. Default false. */
  readonly udpIsBlocked?: boolean;
  /** Clock correction as for the publisher: time codes are compared with the corrected clock. */
  readonly correctionMs?: number;
  /** Viewport in CSS pixels; the browser's default if undefined. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Settings of the sound, if it is ours: its channels, and whether it pauses. */
  readonly audio?: WatchOptions['audio'];
  /** Reference for judging clarity, and number of pictures to keep; none if undefined. */
  readonly reference?: WatchOptions['reference'];
  readonly pictures?: WatchOptions['pictures'];
  /** Returns the reference bands of a clip's frames, as far as they are known. */
  readonly referenceBands?: (frames: readonly number[]) => readonly ReferenceBands[];
  /** Marks that the publisher made in the sound; undefined where the stream is somebody else's. */
  readonly marksMade?: MarksMade;
  readonly record: (line: RecordLine) => void;
  readonly signal: AbortSignal;
}

/** Viewer's last second, for the progress line. */
export interface ViewerGlance {
  /** New pictures; one that stands still is none, however long. */
  readonly fps: number;
  readonly latencyMs?: number;
}

export interface Viewer {
  readonly id: string;
  /** Opens the page before the take, so that loading it is no part of joining. */
  open(): Promise<void>;
  /**
   * Joins in at most two attempts, each lasting until a frame has been decoded; each attempt and its outcome is
   * recorded. Does not throw; resolves with 'failed' on abort too.
   */
  join(): Promise<'joined' | 'failed'>;
  /** Whether it watches, or tries to: false before it joins, and once it has left. */
  readonly isHere: boolean;
  /** Repairs that its statistics have shown so far. */
  readonly repairs: RepairMeter;
  /** Time for which its picture is held back for its sound. */
  readonly hold: HoldMeter;
  /** Distance of its sound from its picture; undefined where there are no marks. */
  readonly sync: SyncMeter | undefined;
  /** Reason why the last attempt to join failed. */
  readonly failure: string | undefined;
  /**
   * Records what happened since the last call, within 0.9 s or whenever the page answers. Returns undefined if it did
   * not within that time. Throws only what `record` throws.
   */
  sample(): Promise<ViewerGlance | undefined>;
  /** Leaves for good, while its page stays open. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

const ATTEMPTS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
/** Timeout after connecting. A person looking at nothing for so long would retry. */
const FIRST_FRAME_TIMEOUT_MS = 10_000;
/** Slack on top of the page's own timeouts, which fire first and say more. */
const CALL_SLACK_MS = 3000;
const COMPARE_TIMEOUT_MS = 2000;
const LEAVE_TIMEOUT_MS = 2000;

export function createViewer({
  id,
  browser,
  task,
  udpIsBlocked = false,
  correctionMs = 0,
  viewport,
  audio,
  reference,
  pictures,
  referenceBands,
  marksMade,
  record,
  signal,
}: ViewerOptions): Viewer {
  let page: PageHandle | undefined;
  let failure: string | undefined;
  let isHere = false;
  const repairs = new RepairMeter();
  const hold = new HoldMeter();
  const newFrames = new NewFrames();
  const sync = marksMade && new SyncMeter(marksMade);
  const options: WatchOptions = {
    correctionMs,
    settings: task.settings,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    ...(audio && { audio }),
    ...(reference && { reference }),
    ...(pictures && { pictures }),
  };

  const tryToJoin = async (handle: PageHandle, attempt: number) => {
    const connectLimitMs = CONNECT_TIMEOUT_MS + CALL_SLACK_MS;
    const { begunMs, connectedMs, answerMs } = await handle.call<Joined>('join', options, connectLimitMs, signal);
    const connectMs = connectedMs - begunMs;
    handle.event('joined', { attempt, ...(answerMs !== undefined && { answerMs }), connectMs }, connectedMs);
    await handle.call('firstFrame', FIRST_FRAME_TIMEOUT_MS, FIRST_FRAME_TIMEOUT_MS + CALL_SLACK_MS, signal);
  };

  return {
    id,
    async open() {
      page = await PageHandle.open({ name: 'viewer', participant: id, browser, task, record, viewport });
      await preparePage(page, task, signal);
    },
    async join() {
      isHere = true;
      for (let attempt = 1; attempt <= ATTEMPTS && page !== undefined && !signal.aborted; attempt++) {
        page.event('join-started', { attempt });
        const fromMs = wallMs();
        try {
          await tryToJoin(page, attempt);
          return 'joined';
        } catch (error) {
          if (signal.aborted) break;
          failure = explainFailure(pageErrorText(error), udpIsBlocked);
          page.event('join-failed', { attempt, reason: failure });
          const [toMs, incident] = [wallMs(), `join-failure-${attempt}`];
          record({ type: 'picture', atMs: toMs, viewer: id, why: 'join-failure', incident, place: 'at', fromMs, toMs });
        }
      }
      return 'failed';
    },
    repairs,
    hold,
    get isHere() {
      return isHere;
    },
    sync,
    get failure() {
      return failure;
    },
    async sample() {
      const handle = page;
      let glance: ViewerGlance | undefined;
      await handle?.sample<ViewerSample>((sample) => {
        const { atMs, seen, heard, wanted, stats, events } = sample;
        handle.events(events);
        recordSample(id, sample, record);
        const bands = wanted.length > 0 ? (referenceBands?.(wanted) ?? []) : [];
        // Not awaited: the result is in a later sample.
        if (bands.length > 0) handle.call('compare', bands, COMPARE_TIMEOUT_MS).catch(() => {});
        repairs.add(atMs, stats);
        hold.add(atMs, stats);
        sync?.add(seen.columns, heard);
        const places = newFrames.add(seen.columns.frame);
        const latencyMs = median(places.flatMap((place) => seen.columns.latencyMs[place] ?? []));
        glance = { fps: places.length, ...(latencyMs === undefined ? {} : { latencyMs }) };
      });
      return glance;
    },
    async leave() {
      isHere = false;
      page?.event('left', {});
      await page?.call('leave', undefined, LEAVE_TIMEOUT_MS).catch(() => {});
    },
    async close() {
      await page?.leave();
    },
  };
}

/** Records what a viewer's page has noted since its last sample. */
function recordSample(
  id: string,
  { atMs, seen, heard, clarity, pictures, stats, figures }: ViewerSample,
  record: (line: RecordLine) => void,
): void {
  const { columns, ...rest } = seen;
  record({ type: 'frames-seen', atMs, viewer: id, ...columns, ...rest });
  if (clarity.frame.length > 0) record({ type: 'clarity', atMs, viewer: id, ...clarity });
  for (const { seenMs, ...picture } of pictures)
    record({ type: 'picture', atMs, viewer: id, seenMs: Math.round(seenMs), ...picture });
  if (heard !== undefined) record({ type: 'sound-heard', atMs, viewer: id, ...heard });
  if (stats.length > 0) record({ type: 'stats', atMs, participant: id, reports: stats });
  if (figures !== undefined) record({ type: 'sdk', atMs, participant: id, figures });
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
