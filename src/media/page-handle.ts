import type { Page } from 'playwright';
import { wallMs } from '../lib/clock.ts';
import type { EventName, RecordLine } from '../model/recording.ts';
import type { LaunchedBrowser } from './launch-browser.ts';
import { bundlePage, type PageName } from './page-bundle.ts';

/** A page that does not answer within this is taken as hanging; the next sample asks again. */
const ANSWER_TIMEOUT_MS = 3000;
const LOAD_TIMEOUT_MS = 15_000;
const LEAVE_TIMEOUT_MS = 800;
/** A page that fails in a loop must not fill the recording. */
const MAX_PAGE_ERRORS = 20;

/** One participant's page: calls into it are bounded in time, and what goes wrong in it is recorded. */
export class PageHandle {
  readonly #participant: string;
  readonly #record: (line: RecordLine) => void;
  readonly #page: Page;
  #pageErrors = 0;
  #crashed = false;
  #closing = false;

  /** Opens the page. `files`: more addresses (paths) to be served to it from disk. */
  static async open(
    name: PageName,
    participant: string,
    launched: LaunchedBrowser,
    record: (line: RecordLine) => void,
    files: Readonly<Record<string, string>> = {},
  ): Promise<PageHandle> {
    const page = await launched.browser.newPage();
    const handle = new PageHandle(participant, page, record);
    const address = `${launched.trustedOrigin}/longhaul/${name}.html`;
    const html = await bundlePage(name);
    // Served from here, not over the shaped network: the page is the instrument, only WHIP, WHEP and media are the subject.
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    for (const [path, file] of Object.entries(files))
      await page.route(`${launched.trustedOrigin}${path}`, (route) => route.fulfill({ path: file }));
    await page.goto(address, { timeout: LOAD_TIMEOUT_MS });
    // Interception would cost each later request a turn through the runner.
    if (Object.keys(files).length === 0) await page.unrouteAll({ behavior: 'wait' });
    return handle;
  }

  private constructor(participant: string, page: Page, record: (line: RecordLine) => void) {
    this.#participant = participant;
    this.#page = page;
    this.#record = record;
    page.on('pageerror', (error) => this.#pageError(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#pageError(message.text());
    });
    page.on('crash', () => this.#crash('the page crashed'));
    page
      .context()
      .browser()
      ?.on('disconnected', () => this.#crash('the browser ended'));
  }

  /** Calls a function of the page; throws what it throws, or after `timeoutMs`. Arguments go as JSON, no code crosses over. */
  async call<T>(name: string, argument: unknown, timeoutMs: number): Promise<T> {
    const text = `longhaul.${name}(${argument === undefined ? '' : JSON.stringify(argument)})`;
    return withTimeout(this.#page.evaluate<T>(text), timeoutMs, `${name} took more than ${timeoutMs / 1000} s`);
  }

  /** The page's sample, or undefined when it hangs or has died, which is recorded. */
  async sample<T>(): Promise<T | undefined> {
    if (this.#crashed) return undefined;
    try {
      return await this.call<T>('sample', undefined, ANSWER_TIMEOUT_MS);
    } catch (error) {
      this.#pageError(`no sample: ${messageOf(error)}`);
      return undefined;
    }
  }

  event(name: EventName, detail: Record<string, unknown>, atMs = wallMs()): void {
    this.#record({ type: 'event', atMs, source: this.#participant, name, detail });
  }

  /** Leaves the server in good manners, if that is quick. */
  async leave(): Promise<void> {
    this.#closing = true;
    if (!this.#crashed) await this.call('leave', undefined, LEAVE_TIMEOUT_MS).catch(() => {});
  }

  #pageError(text: string): void {
    if (this.#closing || ++this.#pageErrors > MAX_PAGE_ERRORS) return;
    this.event('page-error', { text: text.slice(0, 500) });
  }

  #crash(reason: string): void {
    if (this.#crashed || this.#closing) return;
    this.#crashed = true;
    this.event('crashed', { reason });
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error);
}

async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => {});
  }
}
