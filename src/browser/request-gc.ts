const INTERVAL_MS = 40_000;

/** V8's own, which launch-browser.ts enables. */
declare const gc: ((options: { type: 'major'; execution: 'async' }) => Promise<void>) | undefined;

/**
 * Requests garbage collection now and then. Every block of sound that is read leaves 500 bytes outside V8's heap, and V8 does not
 * collect on their account: a viewer grew by more than 20 MiB in three minutes. The collection stops this thread for 7 to 28 ms,
 * which sound and clarity can wait. It starts at a random moment: all viewers collecting at once would be a burst.
 */
export function startRequestingGc(): void {
  if (typeof gc === 'undefined') return;
  const collect = () => {
    gc?.({ type: 'major', execution: 'async' });
    setTimeout(collect, INTERVAL_MS);
  };
  setTimeout(collect, Math.random() * INTERVAL_MS);
}
