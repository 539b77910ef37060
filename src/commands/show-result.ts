import { join, relative } from 'node:path';
import { EXIT } from '../lib/errors.ts';
import type { Result } from '../model/result.ts';
import { SCENARIO_COPY } from '../report/next-command.ts';
import { formatTerminal } from '../report/terminal.ts';
import type { Terminal } from './command.ts';

const EXIT_OF = { ready: EXIT.ready, 'not-ready': EXIT.notReady, invalid: EXIT.couldNotMeasure } as const;

interface ShowOptions {
  readonly json: boolean;
  readonly terminal: Terminal;
  /** Scenario that was rehearsed; the copy in the directory unless given. */
  readonly scenarioFile?: string;
}

/** Verdict, table and the report's path; with json the whole result on stdout instead. Gives the exit code. */
export function showResult(result: Result, directory: string, options: ShowOptions): number {
  const { json, terminal } = options;
  if (json) terminal.out(JSON.stringify(result, null, 2));
  else {
    const { scenarioFile = relative(process.cwd(), join(directory, SCENARIO_COPY)) } = options;
    terminal.out(formatTerminal(result, { colour: terminal.colour, width: terminal.width, scenarioFile }));
    terminal.out(`\nreport: ${relative(process.cwd(), join(directory, 'index.html'))}`);
  }
  return EXIT_OF[result.outcome];
}
