const INTERVAL_MS = 40_000;

/** V8's own, which launch-browser.ts asks for. */
declare const gc: ((options: { type: 'major'; execution: 'async' }) => Promise<void>) | undefined;

/**
 * Every block of sound that is read leaves 500 bytes that are no part of V8's heap, and it does not collect for their sake: a viewer
 * grew by more than 20 MiB in three minutes. So this thread asks for it; it stands still for 7 to 28 ms then, which sound and
 * clarity can wait. At moments of its own: all viewers at once would be a burst.
 */
export function startRequestingGc(): void {
  if (typeof gc === 'undefined') return;
  const tidy = () => {
    gc?.({ type: 'major', execution: 'async' });
    setTimeout(tidy, INTERVAL_MS);
  };
  setTimeout(tidy, Math.random() * INTERVAL_MS);
}
