import type { Terminal } from '../command.ts';
import { RESULT_WORDS } from '../messages/result-words.ts';
import { say } from '../messages/say.ts';
import { runInside } from './run-inside.ts';
import { waitForListener } from './wait-for-listener.ts';

/** Command line, and where it runs, for messages. */
export interface HostCommand {
  readonly node: string;
  readonly words: readonly string[];
}

/**
 * Runs commands at the same time, in this order. Each but the first starts once something listens on the host before, or after
 * 3 s. The last has the terminal's input, and decides: when it ends, the others are ended. Returns its exit code; throws when
 * a command cannot be started.
 */
export async function runTogether(
  commands: readonly HostCommand[],
  signal: AbortSignal,
  terminal: Terminal,
): Promise<number> {
  const last = commands.at(-1);
  if (last === undefined) throw new Error('no command to run');
  const done = new AbortController();
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, failed.signal]);
  const run = async ({ node, words }: HostCommand, onStart: (pid: number | undefined) => void) => {
    const code = await runInside(words, { signal, quietly: done.signal, ownsInput: false, onStart }, terminal);
    if (code !== 0 && !done.signal.aborted && !signal.aborted)
      terminal.log(say(terminal, RESULT_WORDS.endedOnHost, { node, code }));
  };
  const others: Promise<void>[] = [];
  try {
    for (const command of commands.slice(0, -1)) {
      if (ended.aborted) break;
      const pid = await new Promise<number | undefined>((started) => {
        const other = run(command, started);
        other.catch((error: unknown) => failed.abort(error));
        others.push(other);
      });
      await waitForListener(pid);
    }
    return await runInside(last.words, { signal: ended, quietly: done.signal, ownsInput: true }, terminal);
  } finally {
    done.abort();
    await Promise.all(others);
  }
}
