import type { Argv } from 'yargs';
import type { Language } from '../report/messages/words.ts';

/** Output of a command: stdout for results that machines may read, stderr for everything else. */
export interface Terminal {
  /** Writes a line to stdout. */
  readonly print: (text: string) => void;
  /** Writes a line to stderr. */
  readonly log: (text: string) => void;
  /** Writes a line to stderr that the next log() or status() overwrites; undefined if stderr is not a terminal. */
  readonly status: ((text: string) => void) | undefined;
  /** Whether print() may colour; stderr has its own answer, since each may be a file. */
  readonly colour: boolean;
  /** Whether log() and status() may colour. Default: no. */
  readonly logColour?: boolean;
  /** Width in columns. */
  readonly width: number;
  /** Language of what people read. Default: English. What machines read is the same in every language. */
  readonly language?: Language;
}

/** Environment of a command. */
export interface Context {
  readonly terminal: Terminal;
  /** Signal that Ctrl-C and SIGTERM abort. */
  readonly signal: AbortSignal;
}

/** A subcommand. */
export interface Command<Args> {
  /** Usage in yargs' notation, such as "run <scenario>". */
  readonly usage: string;
  readonly describe: string;
  readonly options: (yargs: Argv) => Argv<Args>;
  /** Runs the command. Returns the exit code, which main.ts sets. */
  readonly run: (args: Args, context: Context) => Promise<number>;
}
