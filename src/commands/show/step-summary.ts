import { appendFileSync, existsSync, statSync } from 'node:fs';

/** Largest summary of a step, in bytes; GitHub drops a larger one (docs.github.com, workflow commands, job summaries). */
const MAX_BYTES = 1024 * 1024;
const CUT = '\n\nThe rest does not fit into a summary: it is in comparison.md.\n';

/** Appends as many whole lines to a GitHub step summary as fit, with a note if some were left out. */
export function appendToSummary(file: string, markdown: string): void {
  const room = MAX_BYTES - (existsSync(file) ? statSync(file).size : 0);
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
