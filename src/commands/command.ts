import type { Argv } from 'yargs';

/** What a command may use of the terminal. stdout is for results that machines read, stderr for talk. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly log: (text: string) => void;
  /** One line on stderr that the next talk() or status() overwrites; undefined where stderr is no terminal. */
  readonly status: ((text: string) => void) | undefined;
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
