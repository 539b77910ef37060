import type { MarkColumns } from '../browser/sample-columns.ts';
import type { PublisherSample, PublishOptions } from '../browser/source/publisher-page.ts';
import type { ReferenceBands } from '../browser/source/reference-bands.ts';
import type { PageTask } from '../browser/transports/page-task.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import { findAgoraFailure } from '../model/result/agora-failures.ts';
import type { Broadcast } from '../model/scenario/scenario.ts';
import { FULL_SIZE_RID } from '../model/scenario/sent-streams.ts';
import { explainFailure } from './explain-failure.ts';
import type { LaunchedBrowser } from './launch-browser.ts';
import { PageHandle, pageErrorText } from './page-handle.ts';
import { preparePage } from './prepare-page.ts';

export interface PublisherOptions {
  readonly browser: LaunchedBrowser;
  readonly broadcast: Broadcast;
  readonly task: PageTask;
  /** Whether UDP is blocked on its line. Default false. */
  readonly udpIsBlocked?: boolean;
  /**
   * Correction added to the time in the time code, whole ms: how far this machine's clock is behind a time server's. 0
   * by default.
   */
  readonly correctionMs?: number;
  /** Called with reference bands of a clip, which viewers compare theirs with. */
  readonly onReferenceBands?: (bands: readonly ReferenceBands[]) => void;
  /** Called with the marks made in the sound, which viewers compare with those they hear. */
  readonly onMarks?: (marks: MarkColumns) => void;
  readonly record: (line: RecordLine) => void;
  readonly signal: AbortSignal;
}

/** Sending participant. */
export interface Publisher {
  /** Opens the page before the take, so that loading it is no part of publishing. */
  open(): Promise<void>;
  /** Starts the source and connects, in at most two attempts. Throws CannotMeasureError if neither succeeds. */
  publish(): Promise<void>;
  /** Latest target bitrate of the full-size encoding, bit/s; undefined before the first sample. */
  readonly targetBitrateBps: number | undefined;
  /**
   * Records what happened since the last call, within 0.9 s or whenever the page answers. Throws only what `record`
   * throws.
   */
  sample(): Promise<void>;
  close(): Promise<void>;
}

const ATTEMPTS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
const PUBLISH_ADVICE =
  'each attempt is in the recording’s events; for a server elsewhere, try its endpoint and token with another client';
/** Timeout of a call; the page's own timeout fires first and says more. */
const CALL_TIMEOUT_MS = CONNECT_TIMEOUT_MS + 5000;

export function createPublisher({
  browser,
  broadcast,
  task,
  udpIsBlocked = false,
  correctionMs = 0,
  onReferenceBands,
  onMarks,
  record,
  signal,
}: PublisherOptions): Publisher {
  let page: PageHandle | undefined;
  let targetBitrateBps: number | undefined;

  const attempt = async (handle: PageHandle) => {
    const options: PublishOptions = {
      ...{ broadcast, correctionMs, settings: task.settings, connectTimeoutMs: CONNECT_TIMEOUT_MS },
    };
    const { connectMs } = await handle.call<{ connectMs: number }>('publish', options, CALL_TIMEOUT_MS, signal);
    handle.event('published', { connectMs });
  };

  return {
    async open() {
      page = await PageHandle.open({ name: 'publisher', participant: 'publisher', browser, task, record });
      await preparePage(page, task, signal);
      if (broadcast.source.type === 'file') await page.chooseFile('#clip', broadcast.source.path);
    },
    async publish() {
      if (page === undefined) throw new Error('publish() before open()');
      let reason = '';
      for (let i = 1; i <= ATTEMPTS; i++) {
        signal.throwIfAborted();
        try {
          return await attempt(page);
        } catch (error) {
          signal.throwIfAborted();
          reason = explainFailure(pageErrorText(error), udpIsBlocked);
          page.event('publish-failed', { attempt: i, reason });
        }
      }
      signal.throwIfAborted();
      throw new CannotMeasureError(
        `the publisher could not publish: ${reason}`,
        findAgoraFailure(reason)?.advice.en ?? PUBLISH_ADVICE,
      );
    },
    get targetBitrateBps() {
      return targetBitrateBps;
    },
    async sample() {
      const handle = page;
      await handle?.sample<PublisherSample>(({ atMs, made, clipFps, marks, bands, stats, figures, events }) => {
        handle.events(events);
        if (made !== undefined && made.frame.length > 0)
          record({ type: 'frames-made', atMs, ...made, ...(clipFps !== undefined && { clipFps }) });
        onReferenceBands?.(bands);
        if (marks !== undefined && marks.mark.length > 0) {
          record({ type: 'sound-made', atMs, ...marks });
          onMarks?.(marks);
        }
        if (stats.length > 0) record({ type: 'stats', atMs, participant: 'publisher', reports: stats });
        if (figures !== undefined) record({ type: 'sdk', atMs, participant: 'publisher', figures });
        const streams = stats
          .filter((report) => report.type === 'outbound-rtp')
          .filter(({ kind, targetBitrate }) => kind === 'video' && targetBitrate !== undefined);
        // With simulcast, use the full-size layer: browsers allocate bitrate to it last. Two streams without rids
        // (Agora's dual stream): use the larger target.
        const named = streams.filter(({ rid }) => rid === FULL_SIZE_RID);
        const targets = (named.length > 0 ? named : streams).flatMap(({ targetBitrate }) => targetBitrate ?? []);
        if (targets.length > 0) targetBitrateBps = Math.max(...targets);
      });
    },
    async close() {
      await page?.leave();
    },
  };
}
