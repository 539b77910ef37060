import { appendFileSync, existsSync, statSync } from 'node:fs';

/** GitHub shows nothing of a step's summary that is larger (docs.github.com, workflow commands, job summaries). */
const MOST_BYTES = 1024 * 1024;
const CUT = '\n\nThe rest does not fit into a summary: it is in comparison.md.\n';

/** Adds to the summary of GitHub's step what still fits, whole lines, and says so where something was left out. */
export function appendToSummary(file: string, markdown: string): void {
  const room = MOST_BYTES - (existsSync(file) ? statSync(file).size : 0);
  if (Buffer.byteLength(markdown) <= room) {
    appendFileSync(file, markdown);
    return;
  }
  const fitting = Buffer.from(markdown)
    .subarray(0, Math.max(0, room - CUT.length))
    .toString();
  const lines = fitting.slice(0, fitting.lastIndexOf('\n') + 1);
  if (CUT.length <= room) appendFileSync(file, lines + CUT);
}
