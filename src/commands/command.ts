import type { Argv } from 'yargs';

/** What a command may use of the terminal. stdout is for results that machines read, stderr for talk. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly talk: (text: string) => void;
  /** stderr is a terminal: progress lines may overwrite each other. */
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly width: number;
}

export interface Context {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
}

/** One subcommand. `run` gives the exit code; main.ts sets it. */
export interface Command<Args> {
  /** yargs' own notation: "run <scenario>". */
  readonly usage: string;
  readonly describe: string;
  readonly options: (yargs: Argv) => Argv<Args>;
  readonly run: (args: Args, context: Context) => Promise<number>;
}
