/** A page's task. */
export interface PageTask {
  /** Name of the file in this folder that does it. */
  readonly transport: string;
  /** Origin that the page is served as, without asking any server: that of the endpoint, so that CORS does not apply. */
  readonly pageOrigin: string;
  /** Settings for that file, handed over by call: they may hold secrets. */
  readonly settings: unknown;
  /** Texts that must not show in what the browser says of the page's requests: tokens, stream keys, passwords. */
  readonly hidden?: readonly string[];
  /** Whether the page has something to do before the take; see PageTransport.prepare. */
  readonly prepares?: true;
  /** Questions that the page may ask the runner at any time, by name; a question may come with a word of its own. */
  readonly answers?: Readonly<Record<string, (word?: string) => Promise<unknown>>>;
}
