/** An event in a page, drained with the next sample. */
export interface PageEvent {
  readonly atMs: number;
  readonly name: 'connection-state' | 'transport' | 'page-error' | 'first-frame';
  readonly detail: Readonly<Record<string, unknown>>;
}
