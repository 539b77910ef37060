import { wallMs } from '../lib/clock.ts';
import type { RecordLine } from '../model/recording.ts';
import type { LaunchedBrowser } from './launch-browser.ts';
import type { Joined, ViewerSample, WatchOptions } from './page/viewer-page.ts';
import { messageOf, PageHandle } from './page-handle.ts';

export interface ViewerOptions {
  readonly id: string;
  readonly browser: LaunchedBrowser;
  readonly transport: string;
  /** WHEP endpoint. */
  readonly url: string;
  readonly record: (line: RecordLine) => void;
  readonly signal: AbortSignal;
}

/** What a viewer saw in its last second, for the progress line. */
export interface ViewerGlance {
  readonly fps: number;
  readonly latencyMs?: number;
}

export interface Viewer {
  readonly id: string;
  /** Opens the page: before the take, so that loading it is no part of joining. */
  open(): Promise<void>;
  /** Joins in at most two attempts; each and its outcome is recorded. Throws only when aborted. */
  join(): Promise<'joined' | 'failed'>;
  /** Records what happened since the last call; never throws. Undefined when the page did not answer. */
  sample(): Promise<ViewerGlance | undefined>;
  close(): Promise<void>;
}

const ATTEMPTS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
/** The page's own limit ends first and says more. */
const CALL_TIMEOUT_MS = CONNECT_TIMEOUT_MS + 5000;

export function createViewer({ id, browser, transport, url, record, signal }: ViewerOptions): Viewer {
  let page: PageHandle | undefined;
  const address = new URL(url);
  address.searchParams.set('viewer', id);
  const options: WatchOptions = { transport, url: address.href, connectTimeoutMs: CONNECT_TIMEOUT_MS };

  return {
    id,
    async open() {
      page = await PageHandle.open('viewer', id, browser, record);
    },
    async join() {
      for (let attempt = 1; attempt <= ATTEMPTS && page !== undefined; attempt++) {
        signal.throwIfAborted();
        page.event('join-started', { attempt });
        try {
          const { begunMs, connectedMs, answerMs } = await page.call<Joined>('join', options, CALL_TIMEOUT_MS);
          page.event('joined', { attempt, answerMs, connectMs: connectedMs - begunMs }, connectedMs);
          return 'joined';
        } catch (error) {
          signal.throwIfAborted();
          page.event('join-failed', { attempt, reason: messageOf(error) });
        }
      }
      return 'failed';
    },
    async sample() {
      const sample = await page?.sample<ViewerSample>();
      if (sample === undefined || page === undefined) return undefined;
      const { seen, stats, events } = sample;
      const { columns, ...rest } = seen;
      for (const { atMs, name, detail } of events) page.event(name, detail, atMs);
      record({ type: 'frames-seen', atMs: wallMs(), viewer: id, ...columns, ...rest });
      if (stats.length > 0) record({ type: 'stats', atMs: wallMs(), participant: id, reports: stats });
      const latencyMs = median(columns.latencyMs);
      return { fps: columns.frame.length, ...(latencyMs === undefined ? {} : { latencyMs }) };
    },
    async close() {
      await page?.leave();
    },
  };
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
