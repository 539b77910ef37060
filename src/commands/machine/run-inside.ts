import { spawn } from 'node:child_process';
import type { Terminal } from '../command.ts';
import { RESULT_WORDS } from '../messages/result-words.ts';
import { say } from '../messages/say.ts';

/** Runs a command with the terminal as its own, and ends it when the signal aborts. Returns its exit code. */
export function runInside(
  [command = '', ...args]: readonly string[],
  signal: AbortSignal,
  terminal: Terminal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    const end = () => {
      const { reason } = signal;
      terminal.log(
        say(terminal, RESULT_WORDS.ended, { why: reason instanceof Error ? reason.message : String(reason) }),
      );
      child.kill();
    };
    signal.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      // Shells report a command that was ended by a signal as 128 or more.
      resolve(code ?? 128);
    });
  });
}
