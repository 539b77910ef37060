import { messageOf } from '../../lib/message-of.ts';
import type { Terminal } from '../command.ts';
import { RESULT_WORDS } from '../messages/result-words.ts';
import { say } from '../messages/say.ts';
import { appendToSummary } from './step-summary.ts';

interface CiReport {
  /** GitHub workflow commands, one per line. */
  readonly annotations: readonly string[];
  /** Text for the job summary. */
  readonly markdown: string;
}

/**
 * Reports to GitHub Actions: annotations on stdout (on stderr with `json`, since stdout then holds the result) and the job
 * summary. Does nothing elsewhere.
 */
export function reportToCi(
  { annotations, markdown }: CiReport,
  { terminal, json }: { terminal: Terminal; json: boolean },
): void {
  if (process.env.GITHUB_ACTIONS === 'true')
    for (const line of annotations) (json ? terminal.log : terminal.print)(line);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary === undefined || summary === '') return;
  try {
    appendToSummary(summary, `${markdown.trimEnd()}\n`);
  } catch (error) {
    // The summary is a convenience: failing to write it does not change the verdict.
    const why = messageOf(error);
    terminal.log(say(terminal, RESULT_WORDS.summaryUnwritten, { why }));
  }
}
