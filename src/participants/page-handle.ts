import type { Page } from 'playwright';
import type { PageEvent } from '../browser/page-event.ts';
import type { PageTask } from '../browser/transports/page-task.ts';
import { wallMs } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import type { EventName } from '../model/recording/event-line.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import { ClockComparison, type ClockReadings } from './clock-comparison.ts';
import type { LaunchedBrowser } from './launch-browser.ts';
import { bundlePage, type PageName } from './page-bundle.ts';

/** Longest wait in sample(): under the runner's second, so that a slow page does not hold up the other participants. */
const SAMPLE_WAIT_MS = 900;
/** Time without an answer after which a page hangs; each hang is recorded once. */
const HANG_MS = 3000;
const LOAD_TIMEOUT_MS = 15_000;
const LEAVE_TIMEOUT_MS = 800;
/** Clock readings before the take; every sample compares the clocks again (clock-comparison.ts). */
const CLOCK_READINGS = 3;
const MAX_CLOCK_OFFSET_MS = 1000;
/** Limits on recorded page errors: a page that fails in a loop must not fill the recording. */
const MAX_PAGE_ERRORS = 20;
const MAX_ERROR_LENGTH = 500;
/** Chromium's words for a request that got no answer; the reason stays with the browser. */
const FETCH_FAILED = /TypeError: (Failed to fetch|network error)/;
/** Reasons of the browser that say no more: CORS, which its console explains, and our own end. */
const UNTOLD = /^net::ERR_(FAILED|ABORTED)$/;

export interface PageOptions {
  readonly name: PageName;
  readonly participant: string;
  readonly browser: LaunchedBrowser;
  readonly task: PageTask;
  readonly record: (line: RecordLine) => void;
  /** In CSS pixels; the browser's default if undefined. */
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
}

/** Page of one participant: calls into it are bounded in time, and its errors are recorded. */
export class PageHandle {
  readonly #participant: string;
  readonly #record: (line: RecordLine) => void;
  readonly #page: Page;
  readonly #clock = new ClockComparison();
  readonly #hidden: readonly string[];
  /** Why the browser gave up a request of the call under way. */
  #netError: string | undefined;
  #pageErrors = 0;
  #crashed = false;
  #closing = false;
  /** Sample that has been requested and not answered yet. */
  #pendingSample: Promise<void> | undefined;

  /** Opens the page at its task's origin. Throws if it does not load. */
  static async open({ name, participant, browser, task, record, viewport }: PageOptions): Promise<PageHandle> {
    const page = await browser.browser.newPage(viewport === undefined ? {} : { viewport });
    const handle = new PageHandle(participant, page, record, task.hidden);
    const address = `${task.pageOrigin}/longhaul/${name}.html`;
    const html = await bundlePage(name, task.transport);
    // Served from here, not over the shaped network: the page is the instrument; only signalling and media are under
    // test.
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    for (const [question, answer] of Object.entries(task.answers ?? {})) await page.exposeFunction(question, answer);
    await page.goto(address, { timeout: LOAD_TIMEOUT_MS });
    // Interception would route each later request through the runner.
    await page.unrouteAll({ behavior: 'wait' });
    await handle.#checkClock();
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) handle.#crash('its page was reloaded');
    });
    return handle;
  }

  private constructor(
    participant: string,
    page: Page,
    record: (line: RecordLine) => void,
    hidden: readonly string[] = [],
  ) {
    this.#participant = participant;
    this.#hidden = hidden;
    this.#page = page;
    this.#record = record;
    page.on('pageerror', (error) => this.#pageError(error.message));
    page.on('console', (message) => {
      // A request that a server refused is reported by the code that made it.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.#pageError(message.text());
    });
    page.on('requestfailed', (request) => {
      this.#netError = request.failure()?.errorText;
    });
    page.on('crash', () => this.#crash('the page crashed'));
    page
      .context()
      .browser()
      ?.on('disconnected', () => this.#crash('the browser ended'));
  }

  /** Sets a local file on the page's file input, by path: nothing is copied. */
  async chooseFile(selector: string, path: string): Promise<void> {
    await this.#page.setInputFiles(selector, path);
  }

  /**
   * Calls a function of the page. Throws what it throws, an error after `timeoutMs`, or the signal's reason. Arguments
   * are passed as JSON; no code crosses over.
   */
  async call<T>(name: string, argument: unknown, timeoutMs: number, signal?: AbortSignal): Promise<T> {
    const text = `longhaul.${name}(${argument === undefined ? '' : JSON.stringify(argument)})`;
    this.#netError = undefined;
    const answer = this.#page.evaluate<T>(text).catch((error: unknown) => {
      throw this.#withNetError(error);
    });
    return withTimeout(answer, timeoutMs, name, signal);
  }

  /** Puts the browser's reason into an error of fetch, which tells pages none. */
  #withNetError(error: unknown): unknown {
    const reason = this.#netError;
    if (reason === undefined || UNTOLD.test(reason) || !(error instanceof Error)) return error;
    return new Error(error.message.replace(FETCH_FAILED, reason), { cause: error });
  }

  /**
   * Requests the page's next sample and passes it to `take`; waits at most SAMPLE_WAIT_MS. A later answer is taken when
   * it arrives, and nothing is requested twice meanwhile: what a slow page has seen is not lost. Throws only what
   * `take` throws.
   */
  async sample<T extends ClockReadings>(take: (sample: T) => void): Promise<void> {
    if (this.#crashed) return;
    this.#pendingSample ??= this.#requestSample(take);
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SAMPLE_WAIT_MS);
    });
    await Promise.race([this.#pendingSample, waited]).finally(() => clearTimeout(timer));
  }

  async #requestSample<T extends ClockReadings>(take: (sample: T) => void): Promise<void> {
    const hang = setTimeout(() => this.#pageError(`does not answer for ${HANG_MS / 1000} s`), HANG_MS);
    const askedMs = wallMs();
    try {
      const sample = await this.#page.evaluate<T>('longhaul.sample()').catch((error: unknown) => {
        this.#pageError(`no sample: ${pageErrorText(error)}`);
        return undefined;
      });
      if (sample === undefined) return;
      this.#clock.add(askedMs, sample, wallMs());
      take(sample);
    } finally {
      clearTimeout(hang);
      this.#pendingSample = undefined;
    }
  }

  /**
   * Throws CannotMeasureError if the browser's clock is off: a browser that does not follow the runner's clock
   * (src/time) is seconds off, and so is everything it reports.
   */
  async #checkClock(): Promise<void> {
    const clock = new ClockComparison();
    for (let reading = 0; reading < CLOCK_READINGS; reading++) {
      const askedMs = wallMs();
      const ms = await this.#page.evaluate<number>('performance.timeOrigin + performance.now()');
      clock.add(askedMs, { calledMs: ms, returnedMs: ms }, wallMs());
    }
    const { leastMs = 0, mostMs = 0 } = clock.bounds ?? {};
    if (leastMs <= MAX_CLOCK_OFFSET_MS && mostMs >= -MAX_CLOCK_OFFSET_MS) return;
    const offsetS = ((leastMs > 0 ? leastMs : mostMs) / 1000).toFixed(1);
    throw new CannotMeasureError(
      `the clock of ${this.#participant}'s browser is ${offsetS} s off ours: it does not follow the rehearsal's own time`,
      'a browser that drops LD_PRELOAD (setuid, a snap, another C library)? Name another by LONGHAUL_BROWSER, or play at the speed of this machine: --slow 1',
    );
  }

  event(name: EventName, detail: Record<string, unknown>, atMs = wallMs()): void {
    this.#record({ type: 'event', atMs, source: this.#participant, name, detail });
  }

  /** Records events of the page. */
  events(happened: readonly PageEvent[]): void {
    for (const { atMs, name, detail } of happened)
      if (name === 'page-error') this.#pageError(String(detail.text), atMs);
      else this.event(name, detail, atMs);
  }

  /** Leaves the server gracefully, if that is quick. */
  async leave(): Promise<void> {
    this.#closing = true;
    const { bounds } = this.#clock;
    if (bounds !== undefined) this.event('clock-compared', { ...bounds });
    if (!this.#crashed) await this.call('leave', undefined, LEAVE_TIMEOUT_MS).catch(() => {});
  }

  #pageError(text: string, atMs = wallMs()): void {
    if (this.#closing || ++this.#pageErrors > MAX_PAGE_ERRORS) return;
    // The browser quotes addresses, of requests that it refuses to make for example. Hidden before it is cut.
    const shown = this.#hidden.reduce((words, secret) => words.replaceAll(secret, '…'), text);
    this.event('page-error', { text: shown.slice(0, MAX_ERROR_LENGTH) }, atMs);
  }

  #crash(reason: string): void {
    if (this.#crashed || this.#closing) return;
    this.#crashed = true;
    this.event('crashed', { reason });
  }
}

/** Returns the first line of an error's message, without Playwright's prefix to errors of the page. */
export function pageErrorText(error: unknown): string {
  const [line = ''] = messageOf(error).split('\n');
  return line.replace(/^page\.evaluate: (\w*Error: )?/, '');
}

/** Resolves with `promise`; rejects after `timeoutMs`, or with the signal's reason as soon as it aborts. */
async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, label: string, signal?: AbortSignal): Promise<T> {
  let cleanUp = () => {};
  const timeout = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`${label} took more than ${timeoutMs / 1000} s`)), timeoutMs);
    const onAbort = () => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    cleanUp = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    cleanUp();
  }
}
