import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A command that ended with another code than 0. */
export class CommandError extends Error {
  readonly stderr: string;

  constructor(command: string, args: readonly string[], stderr: string, cause: unknown) {
    super(`${[command, ...args].join(' ')}: ${stderr.trim() || String(cause)}`, { cause });
    this.name = 'CommandError';
    this.stderr = stderr;
  }
}

/** Runs a command to its end and gives its stdout; throws CommandError when it fails. */
export function run(command: string, args: readonly string[], options: { timeoutMs?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      [...args],
      { timeout: options.timeoutMs ?? 10_000, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        if (error) reject(new CommandError(command, args, stderr, error));
        else resolve(stdout);
      },
    );
  });
}

/** Full path of the first of `names` found on PATH. */
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
