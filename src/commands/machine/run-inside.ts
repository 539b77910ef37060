import { spawn } from 'node:child_process';
import { messageOf } from '../../lib/message-of.ts';
import type { Terminal } from '../command.ts';
import { RESULT_WORDS } from '../messages/result-words.ts';
import { say } from '../messages/say.ts';

/** Exit code of a command that was ended by a signal: shells report 128 or more. */
const ENDED = 128;

export interface RunOptions {
  /** Ends the command, and says why. */
  readonly signal: AbortSignal;
  /** Ends the command without a word. */
  readonly quietly: AbortSignal;
  /** Whether the command reads the terminal's input. */
  readonly ownsInput: boolean;
  /** Called with the process's id once it runs. */
  readonly onStart?: (pid: number | undefined) => void;
}

/** Runs a command whose output is the terminal's, and ends it when a signal aborts; starts none once one has. Returns its exit code. */
export function runInside(
  [command = '', ...args]: readonly string[],
  { signal, quietly, ownsInput, onStart }: RunOptions,
  terminal: Terminal,
): Promise<number> {
  const sayWhy = () => {
    const { reason } = signal;
    terminal.log(say(terminal, RESULT_WORDS.ended, { why: messageOf(reason) }));
  };
  if (signal.aborted) {
    sayWhy();
    return Promise.resolve(ENDED);
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: [ownsInput ? 'inherit' : 'ignore', 'inherit', 'inherit'] });
    onStart?.(child.pid);
    const kill = () => child.kill();
    const end = () => {
      sayWhy();
      kill();
    };
    signal.addEventListener('abort', end, { once: true });
    quietly.addEventListener('abort', kill, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      quietly.removeEventListener('abort', kill);
      resolve(code ?? ENDED);
    });
  });
}
