import type { Terminal } from '../command.ts';
import { appendToSummary } from './step-summary.ts';

interface Told {
  /** GitHub's workflow commands, one a line. */
  readonly annotations: readonly string[];
  /** For the job's summary. */
  readonly markdown: string;
}

/** Where GitHub Actions is what runs this: annotations, and the job's summary. Elsewhere nothing. With `json` stdout is taken. */
export function reportToCi(
  { annotations, markdown }: Told,
  { terminal, json }: { terminal: Terminal; json: boolean },
): void {
  if (process.env.GITHUB_ACTIONS === 'true')
    for (const line of annotations) (json ? terminal.log : terminal.print)(line);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary === undefined || summary === '') return;
  try {
    appendToSummary(summary, `${markdown.trimEnd()}\n`);
  } catch (error) {
    // A convenience beside the verdict, which stands.
    terminal.log(`the job's summary cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
