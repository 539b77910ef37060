/** An event in a page, drained with the next sample. */
export interface PageEvent {
  readonly atMs: number;
  readonly name: 'clip-opened' | 'connection-state' | 'transport' | 'page-error' | 'first-frame';
  readonly detail: Readonly<Record<string, unknown>>;
}
