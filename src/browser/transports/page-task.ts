/** What a page is to do. */
export interface PageTask {
  /** Name of the file in this folder that does it. */
  readonly transport: string;
  /** The page is served as from here, without anybody being asked: where the server is, there is no CORS. */
  readonly pageOrigin: string;
  /** Handed to that file, by call: secrets may be in it. */
  readonly settings: unknown;
  /** What the page may ask of the runner at any time, by name. */
  readonly answers?: Readonly<Record<string, () => Promise<unknown>>>;
}
