import type { PageTask } from '../browser/transports/page-task.ts';
import { type PageHandle, pageErrorText } from './page-handle.ts';

/** Longest wait; the page has limits of its own, which are shorter. */
const PREPARE_LIMIT_MS = 45_000;

/**
 * Lets the page do what its transport does before the take, if anything. Events of it come with the first sample. Failing
 * does not keep anybody from joining, and is recorded. Throws the signal's reason.
 */
export async function preparePage(page: PageHandle, task: PageTask, signal: AbortSignal): Promise<void> {
  if (task.prepares !== true) return;
  try {
    await page.call('prepare', task.settings, PREPARE_LIMIT_MS, signal);
  } catch (error) {
    signal.throwIfAborted();
    page.event('page-error', { text: `not prepared: ${pageErrorText(error)}` });
  }
}
