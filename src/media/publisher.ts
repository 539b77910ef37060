import { wallMs } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import type { RecordLine } from '../model/recording.ts';
import type { Broadcast } from '../model/scenario.ts';
import type { LaunchedBrowser } from './launch-browser.ts';
import type { PublisherSample, PublishOptions } from './page/publisher-page.ts';
import { messageOf, PageHandle } from './page-handle.ts';

export interface PublisherOptions {
  readonly browser: LaunchedBrowser;
  readonly broadcast: Broadcast;
  /** WHIP endpoint. */
  readonly url: string;
  readonly record: (line: RecordLine) => void;
  readonly signal: AbortSignal;
}

/** The sending side. */
export interface Publisher {
  /** Opens the page: before the take, so that loading it is no part of publishing. */
  open(): Promise<void>;
  /** Starts the source and gets connected, in at most two attempts. Throws CannotMeasureError when neither succeeds. */
  publish(): Promise<void>;
  /** Bitrate the encoder was last told to make, bit/s; undefined before the first sample. */
  readonly targetBitrateBps: number | undefined;
  /** Records what happened since the last call; never throws. */
  sample(): Promise<void>;
  close(): Promise<void>;
}

const ATTEMPTS = 2;
const CONNECT_TIMEOUT_MS = 10_000;
/** The page's own limit ends first and says more. */
const CALL_TIMEOUT_MS = CONNECT_TIMEOUT_MS + 5000;
const CLIP_PATH = '/longhaul/clip';

export function createPublisher({ browser, broadcast, url, record, signal }: PublisherOptions): Publisher {
  let page: PageHandle | undefined;
  let targetBitrateBps: number | undefined;

  const attempt = async (handle: PageHandle) => {
    const clip = broadcast.source.type === 'file' ? { clipUrl: `${browser.trustedOrigin}${CLIP_PATH}` } : {};
    const options: PublishOptions = {
      broadcast,
      url: withStartBitrate(url, broadcast),
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      ...clip,
    };
    const { connectMs } = await handle.call<{ connectMs: number }>('publish', options, CALL_TIMEOUT_MS);
    handle.event('published', { connectMs });
  };

  return {
    async open() {
      const files = broadcast.source.type === 'file' ? { [CLIP_PATH]: broadcast.source.path } : {};
      page = await PageHandle.open('publisher', 'publisher', browser, record, files);
    },
    async publish() {
      if (page === undefined) throw new Error('publish() before open()');
      let reason = '';
      for (let i = 1; i <= ATTEMPTS; i++) {
        signal.throwIfAborted();
        try {
          return await attempt(page);
        } catch (error) {
          reason = messageOf(error);
          page.event('publish-failed', { attempt: i, reason });
        }
      }
      signal.throwIfAborted();
      throw new CannotMeasureError(
        `the publisher could not publish: ${reason}`,
        'see the events in the recording; `longhaul doctor` checks the browser',
      );
    },
    get targetBitrateBps() {
      return targetBitrateBps;
    },
    async sample() {
      const sample = await page?.sample<PublisherSample>();
      if (sample === undefined || page === undefined) return;
      const { made, stats, events } = sample;
      for (const { atMs, name, detail } of events) page.event(name, detail, atMs);
      if (made !== undefined && made.frame.length > 0) record({ type: 'frames-made', atMs: wallMs(), ...made });
      if (stats.length > 0) record({ type: 'stats', atMs: wallMs(), participant: 'publisher', reports: stats });
      for (const report of stats)
        if (report.type === 'outbound-rtp' && report.kind === 'video') targetBitrateBps = report.targetBitrate;
    },
    async close() {
      await page?.leave();
    },
  };
}

/** Asks the origin to start the publisher's bandwidth estimate at the broadcast's bitrate, as hardware encoders start. */
function withStartBitrate(url: string, { video }: Broadcast): string {
  const address = new URL(url);
  address.searchParams.set('startKbps', String(Math.round(video.bitrateBps / 1000)));
  return address.href;
}
