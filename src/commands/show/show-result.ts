import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXIT } from '../../lib/errors.ts';
import type { Result } from '../../model/result/result.ts';
import { SCENARIO_COPY } from '../../report/facts/next-command.ts';
import { formatTerminal } from '../../report/formats/terminal.ts';
import type { Terminal } from '../command.ts';
import { RESULT_WORDS } from '../messages/result-words.ts';
import { say } from '../messages/say.ts';

const EXIT_OF = { ready: EXIT.ready, 'not-ready': EXIT.notReady, invalid: EXIT.couldNotMeasure } as const;

interface ShowOptions {
  readonly json: boolean;
  readonly terminal: Terminal;
  /** Scenario file that was rehearsed. Default: the copy in the directory. */
  readonly scenarioFile?: string;
}

/**
 * Shows verdict and table, or with `json` the whole result on stdout. Reports need not be written yet. Returns the exit
 * code.
 */
export function showResult(result: Result, directory: string, options: ShowOptions): number {
  const { json, terminal } = options;
  if (json) terminal.print(JSON.stringify(result, null, 2));
  else {
    const { scenarioFile = relative(process.cwd(), join(directory, SCENARIO_COPY)) } = options;
    terminal.print(formatTerminal(result, { ...terminal, scenarioFile }));
  }
  return EXIT_OF[result.outcome];
}

/** Shows where the report page is, unless stdout is for JSON or the page could not be written. */
export function showReportPath(directory: string, { json, terminal }: Pick<ShowOptions, 'json' | 'terminal'>): void {
  const page = join(directory, 'index.html');
  if (!json && existsSync(page))
    terminal.print(`\n${say(terminal, RESULT_WORDS.report, { path: relative(process.cwd(), page) })}`);
}
