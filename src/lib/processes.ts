import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Characters of output after which a command is ended. */
const MAX_OUTPUT = 1 << 24;

/**
 * A command that failed to start, took too long or exited with another code than 0. Never holds its stdout, which may
 * be a secret.
 */
export class CommandError extends Error {
  readonly stderr: string;
  /** Exit code, system error code if it did not start ("ENOENT"), or the signal that ended it. */
  readonly code: number | string | undefined;
  readonly timedOut: boolean;

  constructor(message: string, { stderr, code, timedOut }: Pick<CommandError, 'stderr' | 'code' | 'timedOut'>) {
    super(message);
    this.name = 'CommandError';
    this.stderr = stderr;
    this.code = code;
    this.timedOut = timedOut;
  }
}

/**
 * Runs a command to its end and returns its stdout. Throws CommandError when it fails or takes longer than `timeoutMs`.
 */
export async function run(
  command: string,
  args: readonly string[],
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {},
): Promise<string> {
  // Loaded on first use: it takes 0.1 s of CPU, and many processes only look for commands.
  const { execa } = await import('execa');
  const child = execa(command, args, {
    timeout: timeoutMs,
    maxBuffer: MAX_OUTPUT,
    stripFinalNewline: false,
    reject: false,
    // A command that cleans up is to finish even if this process exits.
    cleanup: false,
  });
  // Once a command was killed, do not wait for children of its own that still hold its output open.
  child.once('exit', () => {
    if (!child.killed) return;
    child.stdout.destroy();
    child.stderr.destroy();
  });
  const result = await child;
  if (!result.failed) return result.stdout;
  const { stderr = '', timedOut, exitCode, code, signal, shortMessage = '' } = result;
  const said = stderr.trim();
  const message = said === '' ? shortMessage : `${[command, ...args].join(' ')}: ${said}`;
  throw new CommandError(message, { stderr, code: exitCode ?? code ?? signal, timedOut });
}

/** Returns the full path of the first of `names` found on PATH or in the system's sbin folders. */
export async function which(...names: readonly string[]): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  for (const name of names)
    for (const folder of folders) {
      const path = join(folder, name);
      if (
        await access(path, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return path;
    }
  return undefined;
}
